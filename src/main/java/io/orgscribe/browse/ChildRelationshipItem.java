package io.orgscribe.browse;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A child relationship in REST, for its documentation: PostgreSQL writes the JSON, and a test holds the two together. */
@Schema(name = "ChildRelationship")
record ChildRelationshipItem(
        String connectionId,
        String tableId,
        String table,
        String childTableId,
        String childTable,
        String childColumnId,
        String childColumn,
        String relationshipName,

        @Schema(description = "Whether the child column refers to the table, so that the relationships have it too")
        boolean toldByColumn,

        boolean cascadeDelete,
        boolean restrictedDelete,
        boolean deprecatedAndHidden,
        List<String> junctionIdListNames,
        List<String> junctionReferenceTo,
        @Schema(name = "native") Object nativeValues) {

    @Schema(name = "ChildRelationshipPage")
    record Page(List<ChildRelationshipItem> items, String next, AsOf asOf) {}
}
