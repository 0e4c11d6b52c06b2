package io.orgscribe.browse;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A relationship in REST, for its documentation: PostgreSQL writes the JSON, and a test holds the two together. */
@Schema(name = "Relationship")
record RelationshipItem(
        String id,
        String connectionId,
        String tableId,
        String table,
        String columnId,
        String column,
        String target,
        String targetTableId,
        String relationshipName,
        String childRelationshipName,
        boolean masterDetail,
        boolean polymorphic,
        Instant removedAt) {

    @Schema(name = "RelationshipPage")
    record Page(List<RelationshipItem> items, String next, AsOf asOf) {}
}
