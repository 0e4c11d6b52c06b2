package io.orgscribe.catalog;

import java.time.Instant;
import java.util.List;

/**
 * What a definition says about a column beyond its table's describe. Texts are null where Salesforce has none.
 *
 * @param table API name of its table
 * @param durableId the first 15 characters of the custom field's id, by which a renamed column is known again; null for
 *     standard ones, which cannot be renamed
 * @param label used, like {@code type} and {@code nativeType}, only for a column that no describe has ever shown
 * @param type one of the design's types
 * @param lastModifiedAt of the definition; null for standard ones
 */
public record ColumnAnnotation(
        String table,
        String name,
        String durableId,
        String label,
        String type,
        String nativeType,
        String description,
        List<String> complianceGroups,
        String securityClassification,
        String businessOwner,
        String businessStatus,
        String manageableState,
        Instant lastModifiedAt,
        String lastModifiedBy) {}
