package io.orgscribe.browse;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A column in REST, for its documentation: PostgreSQL writes the JSON, and a test holds the two together. */
@Schema(name = "Column")
record ColumnItem(
        String id,
        String connectionId,
        String tableId,
        String table,
        String name,
        String label,
        String type,
        String nativeType,
        Integer length,
        Integer precision,
        Integer scale,
        boolean nullable,
        boolean unique,
        boolean externalId,
        boolean primaryKey,
        boolean custom,
        boolean calculated,
        String formula,
        Object defaultValue,
        String helpText,
        List<PicklistValue> picklist,
        List<String> references,
        String relationshipName,
        boolean masterDetail,
        @Schema(name = "native") Object nativeValues,
        int position,
        String childRelationshipName,
        String description,
        List<String> complianceGroups,
        String securityClassification,
        String businessOwner,
        String businessStatus,
        String manageableState,
        String durableId,
        Instant lastModifiedAt,
        String lastModifiedBy,
        RollUp rollUp,
        boolean hidden,
        String hiddenReason,
        Instant firstSeenAt,
        Instant removedAt) {

    @Schema(name = "ColumnPage")
    record Page(List<ColumnItem> items, String next, AsOf asOf) {}

    /**
     * @param validFor values of the controlling column with which a dependent one can be chosen
     * @param validForBitmap stands for them, in base64, where the describing user does not see that column
     */
    @Schema(name = "PicklistValue")
    record PicklistValue(
            String value,
            String label,
            boolean active,
            @Schema(name = "default") boolean isDefault,
            List<String> validFor,
            String validForBitmap) {}

    @Schema(name = "RollUp")
    record RollUp(String table, String operation, String field, String foreignKey, Object filter) {}
}
