package io.orgscribe.salesforce;

import java.io.IOException;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import io.quarkus.runtime.annotations.RegisterForReflection;

import io.orgscribe.salesforce.SalesforceClient.DailyCalls;

/** The org's limits, as far as they count calls: {@code {"DailyApiRequests":{"Max":5000,"Remaining":4937}}}. */
@RegisterForReflection
record Limits(@JsonProperty("DailyApiRequests") DailyCalls dailyCalls) {

    static DailyCalls readDailyCalls(JsonParser parser) throws IOException {
        return JsonRecords.read(parser, Limits.class)
                .map(Limits::dailyCalls)
                .filter(calls -> calls.max() >= 0 && calls.remaining() >= 0)
                .orElseThrow(() -> JsonValues.unreadable("The reply has no DailyApiRequests."));
    }
}
