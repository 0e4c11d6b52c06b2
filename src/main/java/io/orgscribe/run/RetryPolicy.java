package io.orgscribe.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;

/**
 * Decides whether a run that has met a failure goes back to the queue, to go on later from what it has staged: a run
 * that waits in the queue takes nobody's place.
 */
@ApplicationScoped
public class RetryPolicy {

    /** The largest factor by which waits grow. */
    private static final int LARGEST = 32;

    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    private final ExtractionConfig config;
    private final Clock clock;

    RetryPolicy(ExtractionConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * How a run goes on after a failure.
     *
     * @param delay from now
     * @param counts whether it is one of the run's {@code orgscribe.extraction.retries}
     * @param away whether the org is in maintenance
     * @param excused whether the attempt is none of those of {@code orgscribe.extraction.max-attempts}
     * @param advanced whether the attempt has read anything: then the retries before it are forgotten
     */
    public record Deferral(Duration delay, boolean counts, boolean away, boolean excused, boolean advanced) {

        /**
         * After a failure of the database. An attempt that has brought nothing, or has failed in its reconcile, may be
         * what the database fails at: so it counts, and the next one waits longer.
         */
        public static Deferral ofDatabase(Claim claim, Progress progress) {
            boolean excused = progress.advanced() && progress.stage() != Stage.RECONCILE;
            int factor = Math.min(LARGEST, 1 << Math.min(claim.lostAttempts(), 5));
            return new Deferral(AFTER_TROUBLE.multipliedBy(factor), false, false, excused, progress.advanced());
        }
    }

    /** How well a connection's org is known. */
    public enum Acquaintance {
        /** It has never answered. */
        NONE,
        ANSWERED,
        /** The newest run that has ended brought a catalog. */
        READ
    }

    /**
     * Maintenance is announced and ends: it is waited for as long as is configured, without counting tries. Whatever
     * else may pass is tried again a few times, ever later, at random times so that orgs that have failed together do
     * not come back together, and never before the time that the org has named. A host that was never reached is more
     * often wrong than away. One that has been an org and shows pages now is in maintenance, and so may be one that does
     * not take sessions any more as it did the last time.
     *
     * @param advanced whether the attempt has read anything
     * @return empty where the run has failed
     */
    public Optional<Deferral> of(Claim claim, Acquaintance org, boolean advanced, SalesforceException why) {
        Duration named = why.retryAfter().orElse(Duration.ZERO);
        if (why.failure() == FailureCause.MAINTENANCE
                || why.isPage() && org != Acquaintance.NONE
                || why.failure() == FailureCause.SESSION_REFUSED && org == Acquaintance.READ) {
            return isPatient(claim)
                    ? Optional.of(new Deferral(later(named, config.maintenanceDelay()), false, true, true, advanced))
                    : Optional.empty();
        }
        if (!why.passes() || why.failure() == FailureCause.UNREACHABLE && org == Acquaintance.NONE) {
            return Optional.empty();
        }
        int retries = advanced ? 0 : claim.retries();
        if (retries >= config.retries()) {
            return Optional.empty();
        }
        int factor = Math.min(LARGEST, 1 << Math.min(retries, 5));
        return Optional.of(
                new Deferral(later(named, config.retryDelay().multipliedBy(factor)), true, false, true, advanced));
    }

    private boolean isPatient(Claim claim) {
        Instant now = clock.instant();
        Instant since = claim.awaySince() == null ? now : claim.awaySince();
        return now.isBefore(since.plus(config.maintenancePatience()));
    }

    /** Between half of the bound and all of it, and not before the time named. */
    private Duration later(Duration named, Duration bound) {
        long nanos = bound.toNanos();
        Duration wait = Duration.ofNanos(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
        return named.compareTo(wait) > 0 ? named.plus(wait.dividedBy(LARGEST)) : wait;
    }
}
