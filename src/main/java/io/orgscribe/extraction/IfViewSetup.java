package io.orgscribe.extraction;

import java.util.Optional;
import java.util.function.Supplier;

import io.orgscribe.run.Attempt;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;

/** What only a user with View Setup and Configuration may read. */
final class IfViewSetup {

    private IfViewSetup() {}

    /** @return empty where the user may not; then the run says so, and goes on without */
    static <T> Optional<T> attempt(Attempt attempt, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (SalesforceException e) {
            if (e.failure() != FailureCause.VIEW_SETUP_MISSING) {
                throw e;
            }
            attempt.progress()
                    .notice("Descriptions, classification, record counts and what is hidden were not read, and what"
                            + " earlier runs read of them was kept: the user lacks a permission. "
                            + e.remedy());
            return Optional.empty();
        }
    }
}
