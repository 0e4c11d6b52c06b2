package io.orgscribe.lineage;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The shortest ways from a table to another one by references, in either direction.
 *
 * @param length steps of each; null where there is no way of {@link Relations#LONGEST} steps
 * @param paths by the names of their tables
 * @param more whether there are further ones of that length
 * @param message what it means where there is none; null else
 */
@Schema(name = "TablePaths")
@RegisterForReflection
record TablePaths(
        String fromId,
        String from,
        String toId,
        String to,
        Integer length,
        List<TablePath> paths,
        boolean more,
        String message,
        ColumnLineage.Moment asOf) {

    @Schema(name = "TablePath")
    @RegisterForReflection
    record TablePath(List<Step> steps) {}

    /**
     * From one table to the next.
     *
     * @param references all columns that join the two, of either
     */
    @Schema(name = "TablePathStep")
    @RegisterForReflection
    record Step(String fromId, String from, String toId, String to, List<Neighbourhood.Reference> references) {}
}
