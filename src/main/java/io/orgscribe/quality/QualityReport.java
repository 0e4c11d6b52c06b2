package io.orgscribe.quality;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the columns of a connection lack.
 *
 * @param revision that was counted last; 0 where none was. It is the newest, but for a moment after a run
 * @param at when it was made; null where none was
 * @param counts by measure, named as values of the filter {@code quality} of {@code GET /columns}; with {@code columns},
 *     {@code customColumns} and {@code annotatedColumns} (whose definition was read) to compare them with
 * @param lists by measure where its columns are listed
 * @param disappeared values that picklists have had and have not any more, newest first, no more than a hundred; whether
 *     one was deactivated or deleted Salesforce does not tell
 * @param trend counts of earlier revisions, newest first, no more than a hundred
 */
@Schema(name = "QualityReport")
@RegisterForReflection
record QualityReport(
        String connectionId,
        long revision,
        Instant at,
        Map<String, Long> counts,
        Map<String, String> lists,
        List<PicklistValue> disappeared,
        List<Point> trend) {

    /** @param at when the run noticed it */
    @Schema(name = "DisappearedPicklistValue")
    @RegisterForReflection
    record PicklistValue(
            String tableId, String table, String columnId, String column, String value, String label, Instant at) {}

    /** One revision's counts. */
    @Schema(name = "QualityPoint")
    @RegisterForReflection
    record Point(long revision, Instant at, Map<String, Long> counts) {}
}
