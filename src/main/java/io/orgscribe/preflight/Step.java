package io.orgscribe.preflight;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.orgscribe.run.RunError;
import io.orgscribe.salesforce.SalesforceException;

/**
 * One step of the check.
 *
 * @param seen what was seen, in a sentence
 * @param cause a stable word, the one that a run would fail with; null where all is well
 * @param remedy what a person can do; null where nothing is to be done
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Step(String name, StepStatus status, String seen, String cause, String remedy) {

    /** Whether steps that rely on it have something to rely on. */
    boolean lets() {
        return status != StepStatus.FAILED && status != StepStatus.SKIPPED;
    }

    static Step ok(String name, String seen) {
        return new Step(name, StepStatus.OK, seen, null, null);
    }

    static Step warning(String name, String seen, String cause, String remedy) {
        return new Step(name, StepStatus.WARNING, seen, cause, remedy);
    }

    static Step failed(String name, String seen, String cause, String remedy) {
        return new Step(name, StepStatus.FAILED, seen, cause, remedy);
    }

    static Step failed(String name, SalesforceException e) {
        return failed(name, e.getMessage(), e.failure().code(), e.remedy());
    }

    static Step failed(String name, RunError error) {
        return failed(name, error.message() + ".", error.cause(), error.remedy());
    }

    static Step skipped(String name, String why, String remedy) {
        return new Step(name, StepStatus.SKIPPED, why, null, remedy);
    }
}
