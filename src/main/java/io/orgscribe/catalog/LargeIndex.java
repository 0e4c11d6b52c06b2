package io.orgscribe.catalog;

import java.util.Locale;
import java.util.Optional;

/** An index over the catalog that no migration makes, for it would keep the service from starting for minutes. */
public enum LargeIndex {
    CATALOG_COLUMN_WORDS(
            "catalog_column",
            "USING gin (connection_id, " + SearchText.columnNames("catalog_column") + " gin_trgm_ops, "
                    + SearchText.columnWords("catalog_column") + ")",
            "catalog_column_search"),
    CATALOG_COLUMN_NAME_KEY("catalog_column", "(name_key, connection_id)", null),
    CATALOG_COLUMN_TABLE("catalog_column", "(table_id)", null),
    /** Not of those alone that have one: indexes with one and the same condition are never joined. */
    CATALOG_COLUMN_PICKLIST("catalog_column", "(picklist, connection_id)", null),
    CATALOG_COLUMN_REFERENCES(
            "catalog_column", "USING gin (connection_id, lower_each(reference_to)) WHERE reference_to <> '{}'", null),
    CATALOG_TABLE_WORDS(
            "catalog_table",
            "USING gin (connection_id, " + SearchText.tableNames("catalog_table") + " gin_trgm_ops, "
                    + SearchText.tableWords("catalog_table") + ")",
            null),
    CATALOG_TABLE_NAME_KEY("catalog_table", "(name_key, connection_id)", null),
    CATALOG_PICKLIST_WORDS(
            "catalog_picklist",
            "USING gin (connection_id, (" + SearchText.picklistWords("catalog_picklist") + "))",
            null),
    CATALOG_CHANGE_TIME("catalog_change", "(at, id)", null),
    CATALOG_CHANGE_TABLE("catalog_change", "(table_id, id)", null),
    CATALOG_CHANGE_COLUMN("catalog_change", "(column_id, id) WHERE column_id IS NOT NULL", null);

    private final String table;
    private final String definition;
    private final String replaced;

    /** @param replaced an index that nobody needs any more when this one is there, or null */
    LargeIndex(String table, String definition, String replaced) {
        this.table = table;
        this.definition = definition;
        this.replaced = replaced;
    }

    String indexName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String table() {
        return table;
    }

    /** Whether rows wait in it before they are sorted in. */
    boolean hasPendingList() {
        return definition.startsWith("USING gin");
    }

    String create() {
        return "CREATE INDEX CONCURRENTLY IF NOT EXISTS " + indexName() + " ON " + table + " " + definition;
    }

    Optional<String> replaced() {
        return Optional.ofNullable(replaced);
    }
}
