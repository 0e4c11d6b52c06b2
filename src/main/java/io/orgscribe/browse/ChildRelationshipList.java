package io.orgscribe.browse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the describe of one table says of the tables that refer to it, by child table and column. The list as of a
 * revision is the newest one with what went since, and without what came: the same entry may be there several times.
 */
public final class ChildRelationshipList {

    private ChildRelationshipList() {}

    static Listing ofTable(AsOfPredicate asOf) {
        return new Listing(
                "child relationships of table",
                List.of(new Listing.Source(numbered(asOf), "true")),
                "",
                "x.*",
                List.of(Listing.Key.number("x.nr")),
                false,
                fields(asOf),
                List.of(
                        Filter.glob("childTable", "lower(x.child_table_name)", "API name of the table that refers"),
                        Filter.glob(
                                "relationshipName",
                                "lower(x.relationship_name)",
                                "What the table calls the records that refer to it"),
                        Filter.either(
                                "toldByColumn",
                                toldByColumn(asOf, "x"),
                                "Whether a column of the child table refers to the table as well")));
    }

    /** All of the table's entries, numbered. */
    private static String numbered(AsOfPredicate asOf) {
        return """
                (SELECT t.connection_id, t.id AS table_id, t.name AS table_name, t.name_key AS table_key, r.*,
                     row_number() OVER (ORDER BY lower(r.child_table_name) COLLATE "C",
                         lower(r.child_column_name) COLLATE "C", l.entry, copy) AS nr
                 FROM {table} t
                 CROSS JOIN LATERAL {entries} l
                 CROSS JOIN LATERAL generate_series(1, l.times) copy
                 CROSS JOIN LATERAL child_relationship(l.entry) r)""".replace(
                        "{table}",
                        asOf.rows(
                                "catalog_table",
                                "v.connection_id, v.id, v.name, v.name_key",
                                "v.connection_id = :connection AND v.id = :tableId"))
                .replace("{entries}", entries(asOf, "t", "child_relationship_entries({list})"));
    }

    /**
     * The entries of the list of table {@code table}, each with how many times it is there. Relies on index
     * catalog_child_relationship_delta_rev.
     *
     * @param chosen which entries, as rows of one column from {@code {list}}
     */
    public static String entries(AsOfPredicate asOf, String table, String chosen) {
        return """
                (SELECT e.entry, sum(e.times) AS times
                 FROM (
                     SELECT n.entry, 1 AS times FROM catalog_table v, {newest} n (entry)
                     WHERE v.connection_id = {table}.connection_id AND v.id = {table}.id
                     UNION ALL
                     SELECT w.entry, 1 FROM catalog_child_relationship_delta d, {went} w (entry) WHERE {since}
                     UNION ALL
                     SELECT m.entry, -1 FROM catalog_child_relationship_delta d, {came} m (entry) WHERE {since}
                 ) e
                 GROUP BY e.entry HAVING sum(e.times) > 0)""".replace("{newest}", chosen.replace("{list}", "v.child_relationships"))
                .replace("{went}", chosen.replace("{list}", "d.went"))
                .replace("{came}", chosen.replace("{list}", "d.came"))
                .replace(
                        "{since}",
                        "d.connection_id = {table}.connection_id AND d.table_id = {table}.id AND NOT ("
                                + asOf.recorded("d") + ")")
                .replace("{table}", table);
    }

    private static Map<String, String> fields(AsOfPredicate asOf) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("connectionId", "c.connection_id");
        fields.put("tableId", "cast(c.table_id AS text)");
        fields.put("table", "c.table_name");
        fields.put(
                "childTableId",
                "(SELECT cast(p.id AS text) FROM " + ColumnList.target(asOf, "v.id", "c.child_table_name") + " p)");
        fields.put("childTable", "c.child_table_name");
        fields.put("childColumnId", "(SELECT cast(k.id AS text) FROM " + childColumn(asOf, "c") + ")");
        fields.put("childColumn", "c.child_column_name");
        fields.put("relationshipName", "c.relationship_name");
        fields.put("toldByColumn", toldByColumn(asOf, "c"));
        fields.put("cascadeDelete", "c.cascade_delete");
        fields.put("restrictedDelete", "c.restricted_delete");
        fields.put("deprecatedAndHidden", "c.deprecated_and_hidden");
        fields.put("junctionIdListNames", "c.junction_id_list_names");
        fields.put("junctionReferenceTo", "c.junction_reference_to");
        fields.put("native", "c.native");
        return fields;
    }

    private static String toldByColumn(AsOfPredicate asOf, String row) {
        return """
                EXISTS (SELECT FROM {column} CROSS JOIN LATERAL distinct_targets(k.reference_to) r
                 WHERE lower(r.target) COLLATE "C" = {row}.table_key AND k.removed_at IS NULL AND p.removed_at IS NULL)""".replace("{column}", childColumn(asOf, row)).replace("{row}", row);
    }

    /** The column {@code k} that an entry names, and its table {@code p}. */
    private static String childColumn(AsOfPredicate asOf, String row) {
        return """
                {table} p CROSS JOIN LATERAL {column} k""".replace(
                        "{table}",
                        asOf.rows(
                                "catalog_table",
                                "v.connection_id, v.id, v.removed_at",
                                "v.connection_id = " + row + ".connection_id AND v.name_key = lower(" + row
                                        + ".child_table_name)"))
                .replace(
                        "{column}",
                        asOf.rows(
                                "catalog_column",
                                "v.id, v.removed_at, v.reference_to",
                                "v.connection_id = p.connection_id AND v.table_id = p.id AND v.name_key = lower(" + row
                                        + ".child_column_name)"));
    }
}
