package io.orgscribe.catalog;

import java.util.Locale;

/** Something that a catalog's columns lack, or that is wrong with them: counted with each revision, and listed. */
public enum QualityMeasure {
    /** Custom, and without a description, where definitions were read. */
    UNDOCUMENTED("undocumented", "{c}.custom AND {c}.annotated AND coalesce({c}.description, '') = ''"),

    /** Custom, and without a help text. */
    WITHOUT_HELP_TEXT("withoutHelpText", "{c}.custom AND coalesce({c}.help_text, '') = ''"),

    /** Custom, and with neither data sensitivity nor compliance groups, where definitions were read. */
    UNCLASSIFIED(
            "unclassified",
            "{c}.custom AND {c}.annotated AND coalesce({c}.security_classification, '') = '' AND {c}.compliance_groups = '{}'"),

    /** Not shown to the describing user. */
    HIDDEN("hidden", "{c}.hidden"),

    /** Custom relationships whose name no formula and no roll-up goes by. Relies on index catalog_reference_target. */
    UNUSED_RELATIONSHIP_NAME(
            "unusedRelationshipName",
            "{c}.custom AND {c}.relationship_name IS NOT NULL AND NOT EXISTS ("
                    + "SELECT FROM catalog_reference r WHERE r.target_id = {c}.id AND r.to_rev IS NULL)"),

    /** Formulas and roll-ups that read what is not in the catalog, or do not parse. Relies on index catalog_reference_column. */
    UNRESOLVED(
            "unresolved",
            "({c}.formula IS NOT NULL OR {c}.roll_up IS NOT NULL) AND EXISTS ("
                    + "SELECT FROM catalog_reference r WHERE r.column_id = {c}.id AND r.to_rev IS NULL"
                    + " AND r.reason <> '" + References.NOT_A_COLUMN + "')");

    private final String code;
    private final String condition;

    QualityMeasure(String code, String condition) {
        this.code = code;
        this.condition = condition;
    }

    /** As in REST. */
    public String code() {
        return code;
    }

    /** Of the table {@code catalog_quality} and the view {@code quality}. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Condition on a current row of {@code catalog_column}. */
    public String condition(String row) {
        return condition.replace("{c}", row);
    }
}
