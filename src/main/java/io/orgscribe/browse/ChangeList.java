package io.orgscribe.browse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.ws.rs.core.UriInfo;

/** Changes: of a connection, a table, a column or of all connections; newest first or oldest first. */
final class ChangeList {

    static final List<String> KINDS = List.of("added", "removed", "changed", "hidden", "restored", "renamed");

    static final List<String> CAUSES = List.of("identity", "release", "reader", "package", "edit");

    private static final String ORDER = "order";

    private static final List<Filter> FILTERS = List.of(
            Filter.oneOf("kind", "x.kind", KINDS, "Kind of change"),
            Filter.glob("attribute", "lower(x.attribute)", "What changed, named as in columns and tables"),
            Filter.oneOf("cause", "x.cause", CAUSES, "Why, where that is known"),
            Filter.glob("changedBy", "lower(x.changed_by)", "Who made the edit"),
            Filter.either("presumed", "x.presumed", "Removals that no definition could confirm, or all others"),
            Filter.order(ORDER));

    private static final List<Filter> NAMES = List.of(
            Filter.glob("table", "lower(x.table_name)", "API name of the table"),
            Filter.glob("column", "lower(x.column_name)", "API name of the column"));

    private ChangeList() {}

    /** Relies on index catalog_change_timeline. */
    static Listing ofConnection(AsOfPredicate asOf, boolean newest) {
        return asOf(
                asOf,
                newest,
                "changes",
                List.of(Listing.Key.number("x.revision"), Listing.Key.number("x.id")),
                filters(true, times(Filter.Reach.RANGE)));
    }

    /** Relies on index catalog_change_time. */
    static Listing ofAll(AsOfPredicate asOf, boolean newest) {
        return asOf(
                asOf,
                newest,
                "changes of all connections",
                List.of(Listing.Key.time("x.at"), Listing.Key.number("x.id")),
                filters(
                        true,
                        List.of(
                                Filter.id(
                                        "connection",
                                        "x.connection_id = :connection",
                                        "Id of a connection, without it all"),
                                Filter.id("run", "x.run_id = :run", "Id of the run that found it"),
                                Filter.time("since", "x.at >= :since", "Not earlier than")
                                        .by(Filter.Reach.RANGE),
                                Filter.time("until", "x.at <= :until", "Not later than")
                                        .by(Filter.Reach.RANGE))));
    }

    /** Relies on index catalog_change_table. */
    static Listing ofTable(AsOfPredicate asOf, boolean newest) {
        return asOf(
                asOf,
                newest,
                "changes of table",
                List.of(Listing.Key.number("x.id")),
                filters(true, times(Filter.Reach.ROWS)));
    }

    /** Relies on index catalog_change_column. */
    static Listing ofColumn(AsOfPredicate asOf, boolean newest) {
        return asOf(
                asOf,
                newest,
                "changes of column",
                List.of(Listing.Key.number("x.id")),
                filters(false, times(Filter.Reach.ROWS)));
    }

    /** In the order that the query asks for. */
    static Function<AsOfPredicate, Listing> inOrder(UriInfo uri, BiFunction<AsOfPredicate, Boolean, Listing> list) {
        boolean newest = !"oldest".equals(uri.getQueryParameters().getFirst(ORDER));
        return asOf -> list.apply(asOf, newest);
    }

    private static Listing asOf(
            AsOfPredicate asOf, boolean newest, String name, List<Listing.Key> keys, List<Filter> filters) {
        return new Listing(
                name,
                List.of(new Listing.Source("catalog_change", asOf.recorded("x"))),
                "",
                "x.id, x.connection_id, x.run_id, x.revision, x.at, x.table_id, x.table_name, x.column_id, "
                        + "x.column_name, x.kind, x.presumed, x.cause, x.changed_by, x.changed_at, x.attribute, x.before, x.after",
                keys,
                newest,
                fields(),
                filters);
    }

    private static List<Filter> filters(boolean names, List<Filter> further) {
        return Stream.of(names ? NAMES : List.<Filter>of(), FILTERS, further)
                .flatMap(List::stream)
                .toList();
    }

    /** Times and runs by way of their revision, which the index knows. */
    private static List<Filter> times(Filter.Reach reach) {
        return List.of(
                Filter.id("run", revision("=", "r.run_id = :run"), "Id of the run that found it")
                        .by(reach),
                Filter.time("since", revision(">=", "r.at >= :since ORDER BY r.at LIMIT 1"), "Not earlier than")
                        .by(reach),
                Filter.time("until", revision("<=", "r.at <= :until ORDER BY r.at DESC LIMIT 1"), "Not later than")
                        .by(reach));
    }

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
        fields.put("type", whatItWas("t.kind", "l.type"));
        fields.put("label", whatItWas("t.label", "l.label"));
        return fields;
    }

    /** Of what came or went as a whole, as that revision has it. */
    private static String whatItWas(String ofTable, String ofColumn) {
        AsOfPredicate then = new AsOfPredicate.OfRow("c.revision");
        return """
                CASE WHEN c.attribute IS NULL THEN CASE WHEN c.column_id IS NULL
                    THEN (SELECT {ofTable} FROM {tables} t)
                    ELSE (SELECT {ofColumn} FROM {columns} l) END END""".replace("{ofTable}", ofTable)
                .replace("{ofColumn}", ofColumn)
                .replace(
                        "{tables}",
                        then.rows(
                                "catalog_table",
                                "v.kind, v.label",
                                "v.connection_id = c.connection_id AND v.id = c.table_id"))
                .replace(
                        "{columns}",
                        then.rows(
                                "catalog_column",
                                "v.type, v.label",
                                "v.connection_id = c.connection_id AND v.table_id = c.table_id AND v.id = c.column_id"));
    }
}
