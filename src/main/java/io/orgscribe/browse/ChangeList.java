package io.orgscribe.browse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changes of a connection, newest first. Relies on index catalog_change_timeline. */
final class ChangeList {

    static final List<String> KINDS = List.of("added", "removed", "changed", "hidden", "restored", "renamed");

    private static final List<Filter> FILTERS = List.of(
            Filter.oneOf("kind", "x.kind", KINDS, "Kind of change"),
            Filter.glob("table", "lower(x.table_name)", "API name of the table"),
            Filter.glob("column", "lower(x.column_name)", "API name of the column"),
            Filter.id("run", revision("=", "r.run_id = :run"), "Id of the run that found it"),
            Filter.time("since", revision(">=", "r.at >= :since ORDER BY r.at LIMIT 1"), "Not earlier than"),
            Filter.time("until", revision("<=", "r.at <= :until ORDER BY r.at DESC LIMIT 1"), "Not later than"));

    private ChangeList() {}

    static Listing asOf(AsOfPredicate asOf) {
        return new Listing(
                "changes",
                List.of(new Listing.Source("catalog_change", asOf.recorded("x"))),
                "",
                "x.id, x.connection_id, x.run_id, x.revision, x.at, x.table_id, x.table_name, x.column_id, "
                        + "x.column_name, x.kind, x.presumed, x.cause, x.changed_by, x.changed_at, x.attribute, x.before, x.after",
                List.of(Listing.Key.number("x.revision"), Listing.Key.number("x.id")),
                true,
                fields(),
                FILTERS);
    }

    /** Times and runs by way of their revision, which the index knows. */
    private static String revision(String comparison, String condition) {
        return "x.revision " + comparison
                + " (SELECT r.revision FROM catalog_revision r WHERE r.connection_id = :connection AND " + condition
                + ")";
    }

    private static Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", "cast(c.id AS text)");
        fields.put("connectionId", "c.connection_id");
        fields.put("runId", "c.run_id");
        fields.put("revision", "c.revision");
        fields.put("at", Listing.utc("c.at"));
        fields.put("tableId", "cast(c.table_id AS text)");
        fields.put("table", "c.table_name");
        fields.put("columnId", "cast(c.column_id AS text)");
        fields.put("column", "c.column_name");
        fields.put("kind", "c.kind");
        fields.put("presumed", "c.presumed");
        fields.put("cause", "c.cause");
        fields.put("changedBy", "c.changed_by");
        fields.put("changedAt", Listing.utc("c.changed_at"));
        fields.put("attribute", "c.attribute");
        fields.put("before", "c.before");
        fields.put("after", "c.after");
        return fields;
    }
}
