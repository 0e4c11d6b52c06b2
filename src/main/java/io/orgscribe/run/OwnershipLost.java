package io.orgscribe.run;

/** The run has another owner, or is not running any more: what this one was about to write is rolled back. */
public final class OwnershipLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OwnershipLost(Claim claim) {
        super("Run " + claim.runId() + " has another owner than epoch " + claim.epoch());
    }
}
