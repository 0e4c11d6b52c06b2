package io.orgscribe.salesforce;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waits with full jitter: anything from nothing to a bound that doubles with each failure, so that callers that were
 * refused together do not come back together.
 *
 * @param unit the bound after the first failure; it grows up to 30 times that
 */
public record Backoff(Duration unit) {

    private static final int LARGEST = 30;

    /** @param failures how many there were in a row, from 1 */
    public Duration after(int failures) {
        long bound = unit.toNanos() * Math.min(LARGEST, 1L << Math.min(failures - 1, 5));
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(bound + 1));
    }

    /** As {@link #after(int)}, and not before the time that the refusal names. */
    Duration after(int failures, SalesforceException why) {
        return why.retryAfter().orElse(Duration.ZERO).plus(after(failures));
    }

    /** Whether the wait that the refusal names, if it does, is short enough to sit it out. */
    boolean bears(SalesforceException why) {
        return why.retryAfter().orElse(Duration.ZERO).compareTo(unit.multipliedBy(LARGEST)) <= 0;
    }
}
