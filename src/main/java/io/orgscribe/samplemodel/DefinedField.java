package io.orgscribe.samplemodel;

import java.time.Instant;
import java.util.List;

/**
 * All that definitions say of a field, as the org has it. What may be null says so.
 *
 * @param durableId that of the table, a dot, and the field's name or the 15 characters of its id
 * @param id 18 characters; null for fields that {@code CustomField} does not list
 * @param developerName without namespace and suffix; that of the whole for parts of a compound field
 * @param namespace null where there is none
 * @param dataType as Setup shows it, such as {@code Text(80)}
 * @param description null where it has none
 * @param complianceGroups in their order, empty where it has none
 * @param securityClassification null where it has none
 * @param businessOwnerId 18 characters of a user or group, null where it has none
 * @param businessStatus null where it has none
 * @param manageableState {@code unmanaged} or {@code installed}; null for fields that {@code CustomField} does not list
 * @param modifiedAt null for standard fields
 * @param modifiedBy name of the user, null likewise
 * @param hidden from the describing user
 * @param formula null where it is none
 * @param rollUp null where it is none, or where it was not asked for
 */
public record DefinedField(
        String table,
        String name,
        String label,
        String durableId,
        String id,
        String developerName,
        String namespace,
        String dataType,
        String description,
        List<String> complianceGroups,
        String securityClassification,
        String businessOwnerId,
        String businessStatus,
        String manageableState,
        Instant modifiedAt,
        String modifiedBy,
        boolean hidden,
        String formula,
        RollUp rollUp) {}
