package io.orgscribe.samplemodel;

/**
 * One thing that was changed in the org.
 *
 * @param table where; for a renamed table its old name
 * @param field empty where the table itself changed
 * @param before a text that a person can read: a value, or for lists what went; empty where there was none
 * @param after likewise: a value, or for lists what came; for a renamed table its new name
 */
public record Evolution(String table, String field, What what, String before, String after) {

    /** What changed. {@code CHILD_RELATIONSHIPS} follows from the others' references. */
    public enum What {
        FIELD_ADDED,
        FIELD_REMOVED,
        LABEL,
        HELP_TEXT,
        TYPE,
        LENGTH,
        FORMULA,
        PICKLIST,
        REFERENCE_TO,
        TABLE_ADDED,
        TABLE_REMOVED,
        TABLE_RENAMED,
        RECORD_TYPES,
        CHILD_RELATIONSHIPS
    }
}
