package io.orgscribe.browse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.orgscribe.catalog.Attribute;

/** Columns: of one table by API name, of a connection by table and API name, or of all connections by age. */
final class ColumnList {

    static final List<String> TYPES = List.of(
            "string",
            "text",
            "boolean",
            "integer",
            "long",
            "decimal",
            "currency",
            "percent",
            "date",
            "datetime",
            "time",
            "id",
            "reference",
            "picklist",
            "multipicklist",
            "email",
            "phone",
            "url",
            "binary",
            "location",
            "address",
            "json",
            "any",
            "unknown");

    /** A column of a removed table is removed, too. */
    static final String REMOVED_AT = "coalesce(x.removed_at, t.removed_at)";

    /** Of the managed package that a name such as {@code npsp__Role__c} is of, or else of the table's. */
    private static final String NAMESPACE = """
            CASE WHEN x.name_key LIKE '%\\_\\_%\\_\\_%' THEN split_part(x.name_key, '__', 1) ELSE lower(t.namespace) END""";

    private static final List<Filter> FILTERS = List.of(
            Filter.indexedName("API name"),
            Filter.search(),
            Filter.oneOf("type", "x.type", TYPES, "Type"),
            Filter.globOfAny("complianceGroup", "x.compliance_groups", "One of its compliance groups"),
            Filter.glob("securityClassification", "lower(x.security_classification)", "Data sensitivity"),
            Filter.presence("description", "x.description", "With a description or without"),
            Filter.presence("helpText", "x.help_text", "With a help text or without"),
            Filter.presence("formula", "x.formula", "With a formula or without"),
            Filter.memberOf("references", "x.reference_to", "API name of a table that it refers to"),
            Filter.time(
                    "firstSeenSince", "x.first_seen_at >= :firstSeenSince", "Found first by a run not earlier than"),
            Filter.glob("namespace", NAMESPACE, "Namespace of its managed package, or else of its table's"),
            Filter.quality(),
            Filter.either("custom", "x.custom", "Custom or not"),
            Filter.either("hidden", "x.hidden", "Hidden from the describing user or not"),
            Filter.leftOut("removed", "(" + REMOVED_AT + " IS NOT NULL)", "Removed columns"));

    /** A table that was asked for is shown whatever it is: these are for lists over many tables. */
    private static final List<Filter> TABLE_FILTERS = List.of(
            Filter.id("connection", "x.connection_id = :connection", "Id of a connection, without it all"),
            Filter.glob("table", "lower(t.name)", "API name of the table"),
            Filter.kind("t.kind"),
            Filter.leftOut(
                    "excluded", TableList.EXCLUDED, "Columns of tables that their connection's filter leaves out"));

    private ColumnList() {}

    /** Relies on index catalog_column_name. */
    static Listing ofTable(AsOfPredicate asOf) {
        return asOf(asOf, "columns of table", List.of(Listing.Key.text("x.name_key")), FILTERS);
    }

    /** By table and API name. Relies on index catalog_column_name. */
    static Listing ofConnection(AsOfPredicate asOf) {
        return asOf(
                asOf,
                "columns of connection",
                List.of(Listing.Key.number("x.table_id"), Listing.Key.text("x.name_key")),
                Stream.concat(FILTERS.stream(), TABLE_FILTERS.stream()).toList());
    }

    /** Relies on the primary key, or for {@code q} on index catalog_column_words. */
    static Listing ofAll(AsOfPredicate asOf) {
        return asOf(
                asOf,
                "columns",
                List.of(Listing.Key.number("x.id")),
                Stream.concat(FILTERS.stream(), TABLE_FILTERS.stream()).toList());
    }

    private static Listing asOf(AsOfPredicate asOf, String name, List<Listing.Key> keys, List<Filter> filters) {
        return new Listing(
                name,
                Listing.versions("catalog_column", asOf),
                table(asOf),
                "x.id, x.connection_id, x.table_id, t.name AS table_name, x.position, x.first_seen_at, " + REMOVED_AT
                        + " AS removed_at, x.roll_up, x.hidden, x.hidden_reason, "
                        + Attribute.columns(Attribute.COLUMN, "x.") + ", "
                        + Attribute.columns(Attribute.COLUMN_ANNOTATION, "x."),
                keys,
                false,
                fields(asOf),
                Stream.concat(filters.stream(), Stream.of(Filter.uses(asOf))).toList());
    }

    /** The table {@code t} of a column {@code x}, and the exclusion {@code e} that it was under. */
    static String table(AsOfPredicate asOf) {
        return "CROSS JOIN LATERAL "
                + asOf.rows(
                        "catalog_table",
                        "v.name, v.kind, v.namespace, v.removed_at",
                        "v.connection_id = x.connection_id AND v.id = x.table_id")
                + " t "
                + asOf.exclusion("x.table_id");
    }

    private static Map<String, String> fields(AsOfPredicate asOf) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", "cast(c.id AS text)");
        fields.put("connectionId", "c.connection_id");
        fields.put("tableId", "cast(c.table_id AS text)");
        fields.put("table", "c.table_name");
        Attribute.COLUMN.forEach(attribute -> fields.put(attribute.name(), "c." + attribute.column()));
        fields.put("position", "c.position");
        fields.put("picklist", """
                (SELECT p.entries FROM catalog_picklist p WHERE p.connection_id = c.connection_id AND p.hash = c.picklist)""");
        fields.put("childRelationshipName", firstChildRelationshipName(asOf));
        Attribute.COLUMN_ANNOTATION.forEach(attribute -> fields.put(attribute.name(), "c." + attribute.column()));
        fields.put("lastModifiedAt", Listing.utc("c.last_modified_at"));
        fields.put("rollUp", "nullif(c.roll_up, '{}')");
        fields.put("hidden", "c.hidden");
        fields.put("hiddenReason", "c.hidden_reason");
        fields.put("firstSeenAt", Listing.utc("c.first_seen_at"));
        fields.put("removedAt", Listing.utc("c.removed_at"));
        return fields;
    }

    private static String firstChildRelationshipName(AsOfPredicate asOf) {
        return """
                (SELECT n.name
                 FROM unnest(c.reference_to) WITH ORDINALITY r (target, nr),
                     LATERAL (SELECT {name} AS name) n
                 WHERE n.name IS NOT NULL ORDER BY r.nr LIMIT 1)""".replace("{name}", childRelationshipName(asOf, "r.target"));
    }

    /** What the target table calls the records that point to it by column {@code c}; kept with the target. */
    static String childRelationshipName(AsOfPredicate asOf, String target) {
        return """
                (SELECT min(l.entry ->> 'relationshipName') FROM {targets} p CROSS JOIN LATERAL {entries} l)""".replace("{targets}", target(asOf, "v.connection_id, v.id", target))
                .replace("{entries}", ChildRelationshipList.entries(asOf, "p", """
                        jsonb_path_query({list}, '$[*] ? (@.childSObject == $table && @.field == $field)',
                            jsonb_build_object('table', c.table_name, 'field', c.name))"""));
    }

    /** The table that a column of {@code c}'s connection refers to. */
    static String target(AsOfPredicate asOf, String columns, String target) {
        return asOf.rows(
                "catalog_table", columns, "v.connection_id = c.connection_id AND v.name_key = lower(" + target + ")");
    }
}
