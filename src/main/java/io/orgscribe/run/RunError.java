package io.orgscribe.run;

import io.orgscribe.salesforce.SalesforceException;

/**
 * Why a run failed.
 *
 * @param cause a stable word
 * @param message one sentence, without secrets
 * @param remedy what a person can do
 */
public record RunError(String cause, String message, String remedy) {

    public static RunError of(SalesforceException e) {
        return new RunError(e.failure().code(), e.getMessage(), e.remedy());
    }
}
