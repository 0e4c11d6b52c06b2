package io.orgscribe.extraction;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.orgscribe.salesforce.Recordings;

/** All that the SQL views show of a connection's catalog but what was removed, under the names that REST has for it. */
record ViewedCatalog(Callable<Connection> database, String connection) {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("table_name", "table"),
            Map.entry("column_name", "column"),
            Map.entry("child_table_name", "childTable"),
            Map.entry("child_column_name", "childColumn"),
            Map.entry("is_unique", "unique"),
            Map.entry("is_default", "default"),
            Map.entry("reference_to", "references"),
            Map.entry("target_table_name", "target"),
            Map.entry("controlling_values", "validFor"));
    private static final Pattern WORD = Pattern.compile("_([a-z])");

    /** By API name. */
    Map<String, JsonNode> tables() {
        return named(ServedCatalog.byName(present("tables", "table_id"), "table"), "table");
    }

    /** By {@code Table.Column}, with their picklists. */
    Map<String, JsonNode> columns() {
        Map<String, JsonNode> columns =
                named(ServedCatalog.byName(present("columns", "column_id"), "table", "column"), "column");
        columns.values().forEach(column -> ((ObjectNode) column).putNull("picklist"));
        present("picklist_values", "column_id, position").forEach(value -> {
            ObjectNode column = (ObjectNode) columns.get(ServedCatalog.name(value, "table", "column"));
            ArrayNode picklist = column.path("picklist").isArray()
                    ? (ArrayNode) column.get("picklist")
                    : column.putArray("picklist");
            picklist.add(entry(value, picklist.size() + 1));
        });
        return columns;
    }

    private static Map<String, JsonNode> named(Map<String, JsonNode> rows, String by) {
        rows.values().forEach(row -> ((ObjectNode) row).set("name", row.get(by)));
        return rows;
    }

    private static ObjectNode entry(JsonNode value, int position) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        for (String always : List.of("value", "label", "active", "default")) {
            entry.set(always, value.get(always));
        }
        for (String dependent : List.of("validFor", "validForBitmap")) {
            if (value.hasNonNull(dependent)) {
                entry.set(dependent, value.get(dependent));
            }
        }
        if (value.get("position").asInt() != position) {
            throw new AssertionError("not in place " + position + ": " + value);
        }
        return entry;
    }

    List<JsonNode> relationships() {
        return present("relationships", "column_id");
    }

    /** Those of a run. */
    List<JsonNode> changes(String run) {
        return rows("changes", "run_id = '" + UUID.fromString(run) + "' ORDER BY change_id");
    }

    /** Likewise, where what was or is nothing is not the absence of a value. */
    List<JsonNode> changesOfJsonNull(String run) {
        return rows("changes", "run_id = '" + UUID.fromString(run) + "' AND 'null' IN (before, after)");
    }

    /** By API name of the table that is referred to. */
    Map<String, List<JsonNode>> childRelationships() {
        Map<String, List<JsonNode>> byTable = new HashMap<>();
        present("child_relationships", "table_id")
                .forEach(child -> byTable.computeIfAbsent(child.get("table").asText(), any -> new ArrayList<>())
                        .add(ExpectedChildren.shown(child)));
        return byTable;
    }

    private List<JsonNode> present(String view, String order) {
        return rows(view, "removed_at IS NULL ORDER BY " + order);
    }

    private List<JsonNode> rows(String view, String condition) {
        return select("SELECT to_jsonb(v) FROM orgscribe_v1." + view + " v WHERE connection_id = ? AND " + condition)
                .stream()
                .map(ViewedCatalog::named)
                .toList();
    }

    private List<JsonNode> select(String query) {
        List<JsonNode> rows = new ArrayList<>();
        try (var jdbc = database.call();
                var select = jdbc.prepareStatement(query)) {
            select.setObject(1, UUID.fromString(connection));
            var found = select.executeQuery();
            while (found.next()) {
                rows.add(Recordings.tree(found.getBytes(1)));
            }
        } catch (Exception e) {
            throw new IllegalStateException(query, e);
        }
        return rows;
    }

    private static JsonNode named(JsonNode row) {
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        row.properties().forEach(column -> {
            String name = NAMES.getOrDefault(
                    column.getKey(),
                    WORD.matcher(column.getKey())
                            .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT)));
            boolean isId = column.getKey().endsWith("_id") && column.getValue().isNumber();
            named.set(
                    name,
                    isId ? JsonNodeFactory.instance.textNode(column.getValue().asText()) : column.getValue());
        });
        return named;
    }
}
