package io.orgscribe.browse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each reference column with each of its targets, by table and column. Relies on index catalog_column_name. */
final class RelationshipList {

    private static final List<Filter> FILTERS = List.of(
            Filter.glob("table", "lower(t.name)", "API name of the table that refers"),
            Filter.glob("column", "x.name_key", "API name of the column that refers"),
            Filter.glob("target", "lower(r.target)", "API name of the table that is referred to"),
            Filter.either("masterDetail", "x.master_detail", "Master-detail or not"),
            Filter.leftOut(
                    "removed", "(" + ColumnList.REMOVED_AT + " IS NOT NULL)", "Relationships of removed columns"),
            Filter.leftOut(
                    "excluded", TableList.EXCLUDED, "Relationships of tables that the connection's filter leaves out"));

    private RelationshipList() {}

    static Listing asOf(AsOfPredicate asOf) {
        return new Listing(
                "relationships",
                Listing.versions("catalog_column", asOf),
                "CROSS JOIN LATERAL distinct_targets(x.reference_to) r " + ColumnList.table(asOf),
                "x.id, x.connection_id, x.table_id, t.name AS table_name, x.name, r.target, r.nr, x.relationship_name, "
                        + "x.master_detail, x.reference_to, x.native, " + ColumnList.REMOVED_AT + " AS removed_at",
                List.of(
                        Listing.Key.number("x.table_id"),
                        Listing.Key.text("x.name_key"),
                        Listing.Key.joinedNumber("r.nr")),
                false,
                fields(asOf),
                FILTERS);
    }

    private static Map<String, String> fields(AsOfPredicate asOf) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", "c.id || '-' || lower(c.target)");
        fields.put("connectionId", "c.connection_id");
        fields.put("tableId", "cast(c.table_id AS text)");
        fields.put("table", "c.table_name");
        fields.put("columnId", "cast(c.id AS text)");
        fields.put("column", "c.name");
        fields.put("target", "c.target");
        fields.put(
                "targetTableId",
                "(SELECT cast(p.id AS text) FROM " + ColumnList.target(asOf, "v.id", "c.target") + " p)");
        fields.put("relationshipName", "c.relationship_name");
        fields.put("childRelationshipName", ColumnList.childRelationshipName(asOf, "c.target"));
        fields.put("masterDetail", "c.master_detail");
        fields.put(
                "polymorphic",
                "(SELECT count(*) FROM distinct_targets(c.reference_to)) > 1 OR coalesce(c.native ->> 'polymorphicForeignKey', '') = 'true'");
        fields.put("removedAt", Listing.utc("c.removed_at"));
        return fields;
    }
}
