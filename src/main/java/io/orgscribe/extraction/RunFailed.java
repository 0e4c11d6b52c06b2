package io.orgscribe.extraction;

/** Ends the run with a reason that is not Salesforce's. */
final class RunFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RunError error;

    RunFailed(String cause, String message, String remedy) {
        super(message);
        this.error = new RunError(cause, message, remedy);
    }

    RunError error() {
        return error;
    }
}
