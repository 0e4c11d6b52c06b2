package io.orgscribe.browse;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A change in REST, for its documentation: PostgreSQL writes the JSON, and a test holds the two together. */
@Schema(name = "Change")
record ChangeItem(
        String id,
        String connectionId,
        String runId,
        long revision,
        Instant at,
        String tableId,
        String table,
        String columnId,
        String column,
        String kind,
        boolean presumed,
        String cause,
        String changedBy,
        Instant changedAt,
        String attribute,
        Object before,
        Object after,
        String type,
        String label) {

    @Schema(name = "ChangePage")
    record Page(List<ChangeItem> items, String next, AsOf asOf) {}
}
