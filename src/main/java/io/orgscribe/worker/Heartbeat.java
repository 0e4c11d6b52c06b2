package io.orgscribe.worker;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.orgscribe.run.Attempt;
import io.orgscribe.run.Claim;
import io.orgscribe.run.ExtractionConfig;
import io.orgscribe.run.RunStore;
import io.orgscribe.worker.Leases.Lease;

/** The signs of life of this replica's attempts, and what the database tells them in return. */
@ApplicationScoped
class Heartbeat {

    private static final Logger LOG = Logger.getLogger(Heartbeat.class);

    /** A row is locked for a moment whenever its attempt commits what it has staged. */
    private static final int TRIES = 10;

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final Leases leases;
    private final RunStore runs;
    private final DatabaseWriteMonitor writes;
    private final ExtractionConfig config;

    Heartbeat(Leases leases, RunStore runs, DatabaseWriteMonitor writes, ExtractionConfig config) {
        this.leases = leases;
        this.runs = runs;
        this.writes = writes;
        this.config = config;
    }

    /** Renews the leases, and stops whom somebody has cancelled and whose run is not theirs any more, or may not be. */
    void renew(Collection<Attempt> attempts) {
        List<Attempt> left = unsettled(attempts);
        for (int i = 0; i < TRIES && !left.isEmpty(); i++) {
            if (i > 0) {
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
            left = tryToRenew(left);
        }
        for (Attempt attempt : unsettled(attempts)) {
            if (attempt.nanosSinceRenewal() > config.lease().toNanos()) {
                attempt.stop(Attempt.Stop.LOST);
            }
        }
    }

    /** @return those whose row somebody has locked */
    private List<Attempt> tryToRenew(List<Attempt> attempts) {
        long asked = System.nanoTime();
        Map<Claim, Lease> found;
        try {
            found = leases.renew(attempts.stream().map(Attempt::claim).toList());
        } catch (SQLException e) {
            writes.seen(e);
            LOG.warnf(e, "The leases of %d runs could not be renewed", attempts.size());
            return List.of();
        }
        List<Attempt> locked = new ArrayList<>();
        for (Attempt attempt : attempts) {
            Lease lease = found.get(attempt.claim());
            if (lease == null) {
                attempt.stop(Attempt.Stop.LOST);
                continue;
            }
            if (lease.renewed()) {
                attempt.renewed(asked);
            } else {
                locked.add(attempt);
            }
            if (lease.cancelRequested()) {
                attempt.stop(Attempt.Stop.CANCELLED);
            }
        }
        return locked;
    }

    /** Writes what the attempts have done and spent. */
    void record(Collection<Attempt> attempts) {
        for (Attempt attempt : unsettled(attempts)) {
            try {
                runs.recordUnlessLocked(attempt);
            } catch (RuntimeException e) {
                writes.seen(e);
                LOG.warnf(
                        e,
                        "The progress of run %s could not be written",
                        attempt.claim().runId());
            }
        }
    }

    /** Cuts short what the run's owner does in the database. Where that fails, its last statement misses the run. */
    void cancel(Claim claim) {
        try {
            leases.cancel(runs.staging(claim));
        } catch (SQLException e) {
            writes.seen(e);
            LOG.warnf(e, "Run %s could not be cut short", claim.runId());
        }
    }

    private static List<Attempt> unsettled(Collection<Attempt> attempts) {
        return attempts.stream().filter(attempt -> !attempt.settled()).toList();
    }
}
