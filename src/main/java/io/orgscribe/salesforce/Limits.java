package io.orgscribe.salesforce;

import java.io.IOException;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import io.quarkus.runtime.annotations.RegisterForReflection;

import io.orgscribe.salesforce.SalesforceClient.DailyCalls;

/** The org's limits, as far as they count calls: {@code {"DailyApiRequests":{"Max":5000,"Remaining":4937}}}. */
@RegisterForReflection
record Limits(@JsonProperty("DailyApiRequests") Counter dailyCalls) {

    /** No org has as many calls; and what is reckoned with them stays a number. */
    private static final long MOST = 1_000_000_000_000_000L;

    /** Numbers as sent, null where they were not. */
    @RegisterForReflection
    record Counter(
            @JsonProperty("Max") Long max,
            @JsonProperty("Remaining") Long remaining) {

        private boolean tells() {
            return max != null && max > 0 && max < MOST && remaining != null && remaining > -MOST;
        }
    }

    /** An org may be let go beyond its limit; then fewer than none remain. */
    static DailyCalls readDailyCalls(JsonParser parser) throws IOException {
        return JsonRecords.read(parser, Limits.class)
                .map(Limits::dailyCalls)
                .filter(Counter::tells)
                .map(calls -> new DailyCalls(calls.max(), calls.remaining()))
                .orElseThrow(() -> JsonValues.unreadable("The reply has no DailyApiRequests."));
    }
}
