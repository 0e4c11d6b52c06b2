package io.orgscribe.salesforce;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** One entry of {@code {"sObjects": [{"count": 3, "name": "Account"}, …]}}. */
@RegisterForReflection
record RecordCount(String name, long count) {

    static Map<String, Long> readAll(JsonParser parser) throws IOException {
        Map<String, Long> counts = new HashMap<>();
        JsonValues.eachObject(
                parser,
                "sObjects",
                JsonRecords.of(RecordCount.class),
                each -> counts.put(each.name, Math.max(0, each.count)));
        counts.remove("");
        // No org is without any record: it has the user who asks.
        if (counts.isEmpty()) {
            throw JsonValues.unreadable("The reply has no record counts.");
        }
        return counts;
    }
}
