package io.orgscribe.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import org.hibernate.StatelessSession;

import io.orgscribe.catalog.StagingOwner;
import io.orgscribe.run.Claim;
import io.orgscribe.run.RunTransitions;

/** Which runs a replica may take, and what becomes of what their owner before has left. All times are the database's. */
@ApplicationScoped
class RunClaims {

    /** Of the advisory lock under which runs are counted before one is claimed. */
    private static final long CLAIMING = 0x6f72_6773_6372_0001L;

    private final StatelessSession session;
    private final RunTransitions transitions;

    RunClaims(StatelessSession session, RunTransitions transitions) {
        this.session = session;
        this.transitions = transitions;
    }

    /**
     * Takes the run that has waited longest, be it queued or left behind by its owner, unless the cluster works on as
     * many as it may.
     */
    @Transactional(TxType.REQUIRES_NEW)
    Optional<Claim> claim(String owner, Duration lease, OptionalInt runsPerCluster) {
        if (runsPerCluster.isPresent() && running() >= runsPerCluster.getAsInt()) {
            return Optional.empty();
        }
        Optional<Claim> claim = transitions.claim(owner, lease);
        claim.filter(taken -> taken.attempt() > 1).ifPresent(this::cutOff);
        return claim;
    }

    /** Owners that may still be at work, or have yet to be missed. Until the transaction ends nobody else claims. */
    private long running() {
        session.createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(:key)", Integer.class)
                .setParameter("key", CLAIMING)
                .getResultList();
        return session.createNativeQuery(
                        "SELECT count(*) FROM run WHERE status = 'running' AND lease_until >= clock_timestamp()",
                        Long.class)
                .getSingleResult();
    }

    /**
     * Ends what an earlier owner has open in the database. Stalled in the middle of a write, it would keep the rows that
     * its successor writes anew locked for as long as its connection lasts.
     */
    private void cutOff(Claim claim) {
        session.createNativeQuery("""
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE application_name LIKE :names AND usename = current_user AND pid <> pg_backend_pid()""", Boolean.class)
                .setParameter("names", StagingOwner.sessions(claim.runId()))
                .getResultList();
    }
}
