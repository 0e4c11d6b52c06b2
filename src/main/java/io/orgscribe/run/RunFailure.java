package io.orgscribe.run;

import io.orgscribe.salesforce.SalesforceException;

/**
 * A table that a run could not read.
 *
 * @param cause see {@link io.orgscribe.salesforce.FailureCause#code()}
 * @param status the HTTP status, null where there was none
 * @param attempts how often it was asked for
 */
public record RunFailure(String table, String cause, Integer status, int attempts, String message, String remedy) {

    public static RunFailure of(String table, int attempts, SalesforceException why) {
        return new RunFailure(table, why.failure().code(), why.status(), attempts, why.getMessage(), why.remedy());
    }
}
