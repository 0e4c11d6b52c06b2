package io.orgscribe.samplemodel;

/**
 * A record type as the org has it.
 *
 * @param id 18 characters
 * @param description null where it has none
 */
public record DefinedRecordType(String id, String developerName, String name, String description, boolean active) {}
