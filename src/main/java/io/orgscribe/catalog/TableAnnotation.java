package io.orgscribe.catalog;

import java.time.Instant;

/**
 * What definitions say about a table beyond its describe. Texts are null where Salesforce has none.
 *
 * @param durableId the first 15 characters of the custom object's id, by which a renamed table is known again; null for
 *     standard ones, which cannot be renamed
 * @param customizable null where the definition does not say
 * @param recordTypes a JSON array of {@code {developerName, description, active}}
 * @param lastModifiedAt of the definition; null for standard ones
 */
public record TableAnnotation(
        String name,
        String durableId,
        String description,
        String deploymentStatus,
        String internalSharingModel,
        String externalSharingModel,
        Boolean customizable,
        String manageableState,
        Json recordTypes,
        Instant lastModifiedAt,
        String lastModifiedBy) {}
