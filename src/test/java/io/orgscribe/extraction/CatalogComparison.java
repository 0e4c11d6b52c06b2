package io.orgscribe.extraction;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.orgscribe.JsonReply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All that REST and the SQL views show of a connection's catalog, each attribute of tables, columns, picklist values
 * and relationships, compared with the describes that it was read from.
 */
final class CatalogComparison {

    /** What says which row it is, and when it was found. */
    static final Set<String> IDENTITY = Set.of(
            "id",
            "connectionId",
            "connectionName",
            "tableId",
            "table",
            "columnId",
            "column",
            "targetTableId",
            "name",
            "firstSeenAt");

    private final String connection;
    private final ViewedCatalog views;

    CatalogComparison(Callable<Connection> database, String connection) {
        this.connection = connection;
        views = new ViewedCatalog(database, connection);
    }

    void holds(List<JsonNode> describes, ExpectedRelationships relationships) {
        Map<String, JsonNode> tables = ServedCatalog.tables(connection);
        holdsTables(describes, tables);
        holdsTables(describes, views.tables());
        holdsColumns(describes, ServedCatalog.columns(connection), relationships);
        holdsColumns(describes, views.columns(), null);
        holdsChildren(describes);
        Map<String, Map<String, JsonNode>> expected = relationships.all();
        holdsRelationships(expected, ServedCatalog.relationships(connection), tables, relationships);
        holdsRelationships(expected, views.relationships(), tables, relationships);
    }

    private static void holdsTables(List<JsonNode> describes, Map<String, JsonNode> tables) {
        Map<String, JsonNode> left = new TreeMap<>(tables);
        for (JsonNode describe : describes) {
            String name = name(describe);
            Map<String, JsonNode> expected = ExpectedCatalog.table(describe);
            expected.put(
                    "columnCount",
                    JsonNodeFactory.instance.numberNode(describe.get("fields").size()));
            holds(name, expected, left.remove(name));
        }
        assertThat(left).isEmpty();
    }

    /** @param relationships null where what they are called from the other side is not shown */
    private static void holdsColumns(
            List<JsonNode> describes, Map<String, JsonNode> columns, ExpectedRelationships relationships) {
        Map<String, JsonNode> left = new TreeMap<>(columns);
        for (JsonNode describe : describes) {
            int position = 0;
            for (JsonNode field : describe.get("fields")) {
                String at = ServedCatalog.name(describe, field);
                Map<String, JsonNode> expected = ExpectedCatalog.column(field, describe);
                expected.put("position", JsonNodeFactory.instance.numberNode(position++));
                if (relationships == null) {
                    expected.get("picklist").forEach(entry -> ((ObjectNode) entry).remove("native"));
                } else {
                    expected.put("childRelationshipName", relationships.childName(describe, field));
                }
                holds(at, expected, left.remove(at));
            }
        }
        assertThat(left).isEmpty();
    }

    /** The view; {@link #holdsServedChildren} asks for each table. */
    private void holdsChildren(List<JsonNode> describes) {
        ExpectedChildren expected = new ExpectedChildren(describes);
        Map<String, List<JsonNode>> left = views.childRelationships();
        describes.forEach(describe -> holdsChildren(describe, expected, left.remove(name(describe))));
        assertThat(left).isEmpty();
    }

    void holdsServedChildren(List<JsonNode> describes) {
        ExpectedChildren expected = new ExpectedChildren(describes);
        Map<String, JsonNode> tables = ServedCatalog.tables(connection);
        for (JsonNode describe : describes) {
            String table = tables.get(name(describe)).get("id").asText();
            holdsChildren(
                    describe,
                    expected,
                    ServedCatalog.childRelationships(table).stream()
                            .map(ExpectedChildren::shown)
                            .toList());
        }
    }

    private static void holdsChildren(JsonNode describe, ExpectedChildren expected, List<JsonNode> shown) {
        assertThat(shown == null ? List.of() : shown)
                .as(name(describe))
                .containsExactlyInAnyOrderElementsOf(expected.of(describe));
    }

    private static String name(JsonNode describe) {
        return describe.get("name").asText();
    }

    private static void holdsRelationships(
            Map<String, Map<String, JsonNode>> expected,
            List<JsonNode> relationships,
            Map<String, JsonNode> tables,
            ExpectedRelationships known) {
        Map<String, Map<String, JsonNode>> left = new TreeMap<>(expected);
        for (JsonNode relationship : relationships) {
            String target = relationship.get("target").asText();
            String at = ServedCatalog.name(relationship, "table", "column") + "-" + target.toLowerCase(Locale.ROOT);
            assertThat(left).containsKey(at);
            holds(at, left.remove(at), relationship);
            assertThat(relationship.hasNonNull("targetTableId")).as(at).isEqualTo(known.knows(target));
            if (tables.containsKey(target)) {
                assertThat(relationship.get("targetTableId"))
                        .as(at)
                        .isEqualTo(tables.get(target).get("id"));
            }
        }
        assertThat(left).isEmpty();
    }

    /** What is expected, and nothing beyond: all else says no more than an absent attribute does. */
    private static void holds(String at, Map<String, JsonNode> expected, JsonNode item) {
        ExpectedCatalog.assertHolds(at, expected, item);
        item.properties().forEach(attribute -> {
            if (!expected.containsKey(attribute.getKey()) && !IDENTITY.contains(attribute.getKey())) {
                JsonNode value = attribute.getValue();
                assertThat(value.isNull()
                                || value.isArray() && value.isEmpty()
                                || value.isBoolean() && !value.asBoolean())
                        .as("%s %s: %s", at, attribute.getKey(), value)
                        .isTrue();
            }
        });
    }

    /** The changes that a run has recorded, row by row, and as it has counted them. */
    void holdsChanges(JsonReply run, List<String> expected) {
        holdsChanges(run, expected, text -> false);
    }

    /** @param untold changes that may be missing, and may be there */
    void holdsChanges(JsonReply run, List<String> expected, Predicate<String> untold) {
        String id = run.getString("id");
        List<JsonNode> served = ServedCatalog.changes(connection, id);
        assertSame(served, expected, untold);
        assertSame(views.changes(id), expected, untold);
        assertThat(views.changesOfJsonNull(id)).isEmpty();
        Map<String, Integer> counts = run.get("changes");
        counts.forEach((kind, count) -> assertThat(served.stream()
                        .filter(change -> change.get("kind").asText().equals(kind))
                        .count())
                .as(kind)
                .isEqualTo((long) count));
    }

    /** Says only what differs: an edited org has thousands of changes. */
    private static void assertSame(List<JsonNode> changes, List<String> expected, Predicate<String> untold) {
        List<String> shown = changes.stream().map(ChangeTexts::text).toList();
        assertThat(shown).doesNotHaveDuplicates();
        List<String> missing = new ArrayList<>(expected);
        List<String> unexpected = new ArrayList<>(shown);
        missing.removeAll(new HashSet<>(shown));
        unexpected.removeAll(new HashSet<>(expected));
        missing.removeIf(untold);
        unexpected.removeIf(untold);
        assertThat(Map.of("unexpected", unexpected, "missing", missing))
                .isEqualTo(Map.of("unexpected", List.of(), "missing", List.of()));
    }
}
