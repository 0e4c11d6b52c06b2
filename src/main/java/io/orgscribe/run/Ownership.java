package io.orgscribe.run;

import org.hibernate.query.MutationQuery;

/** How the owner of a run writes to its row: bound to its epoch, so that one who has lost the run changes nothing. */
final class Ownership {

    /** The condition of such a statement. */
    static final String OWNED = " WHERE id = :run AND epoch = :epoch AND status = 'running'";

    private Ownership() {}

    /**
     * @param update ends in {@link #OWNED}
     * @return false where the run is not the caller's any more
     */
    static boolean writes(Claim claim, MutationQuery update) {
        return update.setParameter("run", claim.runId())
                        .setParameter("epoch", claim.epoch())
                        .executeUpdate()
                == 1;
    }

    /** @throws OwnershipLost where the run is not the caller's any more */
    static void require(Claim claim, MutationQuery update) {
        if (!writes(claim, update)) {
            throw new OwnershipLost(claim);
        }
    }
}
