package io.orgscribe.samplemodel;

import java.time.Instant;
import java.util.List;

/**
 * All that definitions say of a table, as the org has it. What may be null says so.
 *
 * @param durableId the name of a standard table, the 15 characters of the id of a custom one
 * @param id 18 characters; null for tables that {@code CustomObject} does not list
 * @param developerName without namespace and suffix
 * @param namespace null where there is none
 * @param description null where it has none
 * @param deploymentStatus {@code Deployed} or {@code InDevelopment}; null for standard tables and satellites
 * @param internalSharing null for satellites and what has no sharing
 * @param externalSharing likewise
 * @param manageableState {@code unmanaged} or {@code installed}; null for tables that {@code CustomObject} does not list
 * @param modifiedAt null for standard tables and satellites
 * @param modifiedBy name of the user, null likewise
 * @param hidden from the describing user
 * @param recordTypes without Master
 */
public record DefinedTable(
        String name,
        String label,
        String durableId,
        String id,
        String developerName,
        String namespace,
        String description,
        String deploymentStatus,
        String internalSharing,
        String externalSharing,
        boolean customizable,
        String manageableState,
        Instant modifiedAt,
        String modifiedBy,
        boolean hidden,
        List<DefinedRecordType> recordTypes) {}
