package io.orgscribe.preflight;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.Meter;
import io.orgscribe.salesforce.SalesforceClient.DailyCalls;
import io.orgscribe.salesforce.SalesforceException;

/**
 * Counts the calls that Salesforce counts, and allows no more than so many: where none is left {@link #called} says so in
 * its own words.
 */
final class CallCap implements Meter {

    private final int most;
    private final AtomicInteger counted = new AtomicInteger();
    private volatile DailyCalls told;

    CallCap(int most) {
        this.most = most;
    }

    int counted() {
        return counted.get();
    }

    /** The org's own counter of the last 24 hours as the last reply told it; -1 where none did. */
    long used() {
        return told().map(DailyCalls::used).orElse(-1L);
    }

    /** The same with what is allowed; empty where no reply told it. */
    Optional<DailyCalls> told() {
        return Optional.ofNullable(told);
    }

    /** @throws SalesforceException where calls that failed had to be made again, and so many that none is left */
    @Override
    public void called(Kind kind) {
        if (kind == Kind.VERSIONS) {
            return;
        }
        if (counted.getAndUpdate(calls -> Math.min(most, calls + 1)) == most) {
            throw new SalesforceException(
                    FailureCause.SERVER_ERROR,
                    0,
                    "Calls failed and were made again until none of " + most + " was left.");
        }
    }

    @Override
    public void orgUsage(long now, long allowed) {
        told = new DailyCalls(allowed, allowed - now);
    }
}
