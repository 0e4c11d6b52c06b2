package io.orgscribe.browse;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How many changes there were, for charts.
 *
 * @param by what they are counted by: {@code day}, {@code table}, {@code kind} or {@code user}
 * @param since not earlier than
 * @param until not later than; null without an end
 * @param timeZone by which a day begins
 * @param items days in their order, all others the most first
 * @param more whether there are further ones
 */
@Schema(name = "ChangeSummary")
@RegisterForReflection
record ChangeSummary(String by, Instant since, Instant until, String timeZone, List<Count> items, boolean more) {

    /**
     * @param key day, API name of the table, kind or author; null for changes whose author nobody knows
     * @param tableId of a table, else null; likewise its connection
     * @param kinds the same by kind
     */
    @Schema(name = "ChangeCount")
    @RegisterForReflection
    record Count(String key, String tableId, String connectionId, long count, Map<String, Integer> kinds) {}
}
