package io.orgscribe.lineage;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Tables that a table refers to or that refer to it, and theirs in turn.
 *
 * @param depth how far was looked
 * @param tables by distance and name, the table itself first
 * @param references those by which the tables were found
 * @param more whether there are further ones: no more than {@link Relations#MOST} references are told
 * @param asOf null where the connection was never read
 */
@Schema(name = "Neighbourhood")
@RegisterForReflection
record Neighbourhood(
        String tableId,
        String table,
        int depth,
        List<Neighbour> tables,
        List<Reference> references,
        boolean more,
        ColumnLineage.Moment asOf) {

    /** @param distance 0 of the table itself, 1 of those that it refers to or that refer to it */
    @Schema(name = "Neighbour")
    @RegisterForReflection
    record Neighbour(String id, String name, String label, int distance) {}

    /**
     * A column that refers to a table.
     *
     * @param fromId id of the table that has the column
     * @param childRelationshipName what the table that is referred to calls those that refer; null where it has no name
     */
    @Schema(name = "TableReference")
    @RegisterForReflection
    record Reference(
            String fromId,
            String from,
            String columnId,
            String column,
            String toId,
            String to,
            String relationshipName,
            String childRelationshipName,
            boolean masterDetail) {}
}
