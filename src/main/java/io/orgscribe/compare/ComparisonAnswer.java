package io.orgscribe.compare;

import java.time.Instant;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A page of differences, by table, column and attribute.
 *
 * @param next cursor of the next page, null on the last. A page may have few items or none and a next one: only so many
 *     tables are compared for one
 * @param notices what is not compared, with the first page
 */
@Schema(name = "Comparison")
@RegisterForReflection
record ComparisonAnswer(
        List<Difference> items, String next, List<ComparisonNotices.Notice> notices, State left, State right) {

    /**
     * @param revision 0 where there was none
     * @param at when it was made; null where there was none
     */
    @Schema(name = "ComparedState")
    @RegisterForReflection
    record State(String connectionId, long revision, Instant at) {

        static State of(Side side) {
            String at = side.version().at();
            return new State(side.connection().toString(), side.revision(), at == null ? null : Instant.parse(at));
        }
    }
}
