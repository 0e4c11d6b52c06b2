package io.orgscribe.lineage;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a column's formula or roll-up reads, and which formulas and roll-ups read the column.
 *
 * @param upstream in the order of their paths
 * @param downstream by table and column; no more than {@link LineageReader#MOST}
 * @param more whether further ones read it; {@code GET /columns?uses=} lists them all
 * @param asOf null where the connection was never read
 */
@Schema(name = "ColumnLineage")
@RegisterForReflection
record ColumnLineage(
        String columnId,
        String tableId,
        String table,
        String column,
        List<Reference> upstream,
        List<Reader> downstream,
        boolean more,
        Moment asOf) {

    /**
     * One step of a path.
     *
     * @param kind {@code formula}, {@code rollUp} or {@code rollUpFilter}
     * @param path as the formula's author wrote it; where it could not be read what is wrong with it
     * @param step of the path, from 1; 0 where there is none to follow
     * @param table API name of what is read, as far as it is known
     * @param tableId null where it is not resolved; likewise {@code columnId}
     * @param reason why it is not: {@code unknown_table}, {@code unknown_relationship}, {@code unknown_column}, {@code
     *     ambiguous_table}, {@code not_a_column} or {@code unparsable}; null where it is
     */
    @Schema(name = "LineageReference")
    @RegisterForReflection
    record Reference(
            String kind,
            String path,
            int step,
            String table,
            String column,
            String tableId,
            String columnId,
            boolean resolved,
            String reason) {}

    /** A column that reads this one. */
    @Schema(name = "LineageReader")
    @RegisterForReflection
    record Reader(String tableId, String table, String columnId, String column, String kind, String path) {}

    /** The version that is answered as of. */
    @Schema(name = "LineageMoment")
    @RegisterForReflection
    record Moment(UUID runId, Instant at) {}
}
