package io.orgscribe.browse;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A table in REST, for its documentation: PostgreSQL writes the JSON, and a test holds the two together. */
@Schema(name = "Table")
record TableItem(
        String id,
        String connectionId,
        String name,
        String label,
        String labelPlural,
        String kind,
        String namespace,
        String keyPrefix,
        String mainTable,
        boolean custom,
        boolean queryable,
        boolean createable,
        boolean updateable,
        boolean deletable,
        boolean searchable,
        List<Object> recordTypes,
        @Schema(name = "native") Object nativeValues,
        String description,
        String deploymentStatus,
        String internalSharingModel,
        String externalSharingModel,
        Boolean customizable,
        String manageableState,
        String durableId,
        Instant lastModifiedAt,
        String lastModifiedBy,
        Long recordCount,
        int columnCount,
        boolean hidden,
        String hiddenReason,
        Instant firstSeenAt,
        Instant removedAt,
        Instant excludedAt) {

    @Schema(name = "TablePage")
    record Page(List<TableItem> items, String next, AsOf asOf) {}
}
