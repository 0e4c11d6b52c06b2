package io.orgscribe.browse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.orgscribe.catalog.Attribute;

/** Tables of a connection or of all, by API name. */
final class TableList {

    static final List<String> KINDS = List.of(
            "standard",
            "custom",
            "custom_metadata",
            "custom_setting",
            "platform_event",
            "big_object",
            "external",
            "history",
            "feed",
            "share",
            "change_event",
            "other");

    /** @see AsOfPredicate#exclusion */
    static final String EXCLUDED = "(e.from_rev IS NOT NULL)";

    private static final List<Filter> FILTERS = List.of(
            Filter.indexedName("API name"),
            Filter.kind("x.kind"),
            Filter.glob("namespace", "lower(x.namespace)", "Namespace of the managed package"),
            Filter.glob(
                    "manageableState", "lower(x.manageable_state)", "State in its managed package, such as installed"),
            Filter.either("custom", "x.custom", "Custom or not"),
            Filter.either("hidden", "x.hidden", "Hidden from the describing user or not"),
            Filter.leftOut("removed", "(x.removed_at IS NOT NULL)", "Removed tables"),
            Filter.leftOut("excluded", EXCLUDED, "Tables that the connection's filter leaves out"));

    private TableList() {}

    /** Relies on index catalog_table_name. */
    static Listing ofConnection(AsOfPredicate asOf) {
        return asOf(asOf, "tables", List.of(Listing.Key.text("x.name_key")), FILTERS);
    }

    /** Relies on index catalog_table_name_key. */
    static Listing ofAll(AsOfPredicate asOf) {
        return asOf(
                asOf,
                "tables of all connections",
                List.of(Listing.Key.text("x.name_key"), Listing.Key.id("x.connection_id")),
                Stream.concat(
                                FILTERS.stream(),
                                Stream.of(Filter.id(
                                        "connection",
                                        "x.connection_id = :connection",
                                        "Id of a connection, without it all")))
                        .toList());
    }

    private static Listing asOf(AsOfPredicate asOf, String name, List<Listing.Key> keys, List<Filter> filters) {
        return new Listing(
                name,
                Listing.versions("catalog_table", asOf),
                asOf.exclusion("x.id"),
                "x.id, x.connection_id, x.first_seen_at, x.removed_at, e.from_rev AS excluded_rev, x.hidden, x.hidden_reason, "
                        + Attribute.columns(Attribute.TABLE, "x.") + ", "
                        + Attribute.columns(Attribute.TABLE_ANNOTATION, "x."),
                keys,
                false,
                fields(asOf),
                filters);
    }

    private static Map<String, String> fields(AsOfPredicate asOf) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", "cast(c.id AS text)");
        fields.put("connectionId", "c.connection_id");
        Attribute.TABLE.forEach(attribute -> fields.put(attribute.name(), "c." + attribute.column()));
        Attribute.TABLE_ANNOTATION.forEach(attribute -> fields.put(attribute.name(), "c." + attribute.column()));
        fields.put("recordTypes", "record_types_described(c.record_types, c.record_type_notes)");
        fields.put("lastModifiedAt", Listing.utc("c.last_modified_at"));
        fields.put("recordCount", """
                (SELECT r.count FROM catalog_record_count r
                 WHERE r.connection_id = c.connection_id AND r.name_key = lower(c.name) ORDER BY r.day DESC LIMIT 1)""");
        fields.put("columnCount", "(SELECT count(*) FROM " + columns(asOf) + " l WHERE l.removed_at IS NULL)");
        fields.put("hidden", "c.hidden");
        fields.put("hiddenReason", "c.hidden_reason");
        fields.put("firstSeenAt", Listing.utc("c.first_seen_at"));
        fields.put("removedAt", Listing.utc("c.removed_at"));
        fields.put("excludedAt", """
                (SELECT {at} FROM catalog_revision r
                 WHERE r.connection_id = c.connection_id AND r.revision = c.excluded_rev)""".replace("{at}", Listing.utc("r.at")));
        return fields;
    }

    private static String columns(AsOfPredicate asOf) {
        return asOf.rows("catalog_column", "v.removed_at", "v.connection_id = c.connection_id AND v.table_id = c.id");
    }
}
