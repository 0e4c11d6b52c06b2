package io.orgscribe.extraction;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.orgscribe.samplemodel.DefinedField;
import io.orgscribe.samplemodel.DefinedTable;

/** The changes that must be recorded between two readings of an org, from the org's own truth at both times. */
final class ExpectedChanges {

    /** What moves with every edit is rewritten in place; what is hidden is a kind of change of its own. */
    private static final Set<String> NO_CHANGE = Set.of("durableId", "lastModifiedAt", "lastModifiedBy", "hidden");

    private final OrgTruth before;
    private final OrgTruth after;
    /** Texts of a line each, so that a difference is easy to read. */
    private final Set<String> changes = new TreeSet<>();

    private ExpectedChanges(OrgTruth before, OrgTruth after) {
        this.before = before;
        this.after = after;
    }

    static Set<String> between(OrgTruth before, OrgTruth after) {
        ExpectedChanges expected = new ExpectedChanges(before, after);
        Set<String> renamed = new TreeSet<>();
        for (String name : after.describes().keySet()) {
            String old = expected.nameBefore(name);
            if (before.describes().containsKey(old)) {
                if (!old.equals(name)) {
                    renamed.add(old);
                    expected.renamed(name, null, old, name);
                }
                expected.table(old, name);
            } else {
                expected.add(name, null, before.tables().containsKey(old) ? "restored" : "added", null, null, null);
            }
        }
        for (String name : before.describes().keySet()) {
            if (!after.describes().containsKey(name) && !renamed.contains(name)) {
                expected.add(name, null, after.tables().containsKey(name) ? "hidden" : "removed", null, null, null);
            }
        }
        return expected.changes;
    }

    /** A change as REST shows it, written alike. */
    static String text(JsonNode change) {
        return text(
                change.get("table").asText(),
                change.path("column").isNull() ? null : change.get("column").asText(),
                change.get("kind").asText(),
                change.get("presumed").asBoolean(),
                change.path("attribute").isNull()
                        ? null
                        : change.get("attribute").asText(),
                change.path("before"),
                change.path("after"));
    }

    /** The name that it had: a custom one is told by its id. */
    private String nameBefore(String name) {
        DefinedTable table = after.tables().get(name);
        return before.tables().values().stream()
                .filter(old -> table.id() != null && table.durableId().equals(old.durableId()))
                .map(DefinedTable::name)
                .findFirst()
                .orElse(name);
    }

    /** Likewise. */
    private String nameBefore(String oldTable, String table, String name) {
        DefinedField field = after.fields().get(table).get(name);
        return before.fields().get(oldTable).values().stream()
                .filter(old -> field.id() != null && field.durableId().equals(old.durableId()))
                .map(DefinedField::name)
                .findFirst()
                .orElse(name);
    }

    private void table(String oldName, String name) {
        Map<String, JsonNode> old = ExpectedCatalog.table(before.describes().get(oldName));
        Map<String, JsonNode> now = ExpectedCatalog.table(after.describes().get(name));
        // Stored with the parent, but no attribute of it: the child's reference says the same.
        // Told above.
        old.remove("name");
        now.remove("name");
        attributes(name, null, old, now);
        DefinedTable oldTable = before.tables().get(oldName);
        DefinedTable newTable = after.tables().get(name);
        attributes(name, null, ExpectedAnnotations.table(oldTable), ExpectedAnnotations.table(newTable));
        list(
                name,
                null,
                "recordTypes",
                ExpectedAnnotations.recordTypes(oldTable),
                ExpectedAnnotations.recordTypes(newTable));
        columns(oldName, name);
    }

    /** Of the definitions' fields some are described, others are hidden. */
    private void columns(String oldTable, String table) {
        Map<String, DefinedField> oldFields = before.fields().get(oldTable);
        Map<String, DefinedField> newFields = after.fields().get(table);
        Set<String> gone = new TreeSet<>(oldFields.keySet());
        for (DefinedField field : newFields.values()) {
            String oldName = nameBefore(oldTable, table, field.name());
            DefinedField old = oldFields.get(oldName);
            gone.remove(oldName);
            if (old == null) {
                add(table, field.name(), "added", null, null, null);
            } else if (old.hidden() != field.hidden()) {
                add(table, field.name(), field.hidden() ? "hidden" : "restored", null, null, null);
            } else {
                if (!oldName.equals(field.name())) {
                    renamed(table, field.name(), oldName, field.name());
                }
                attributes(table, field.name(), column(before, oldTable, old), column(after, table, field));
            }
        }
        gone.forEach(name -> add(table, name, "removed", null, null, null));
    }

    private static Map<String, JsonNode> column(OrgTruth org, String table, DefinedField field) {
        Map<String, JsonNode> column = ExpectedAnnotations.column(field);
        JsonNode describe = org.describes().get(table);
        describe.get("fields").forEach(described -> {
            if (described.get("name").asText().equals(field.name())) {
                column.putAll(ExpectedCatalog.column(described, describe));
            }
        });
        // Told above.
        column.remove("name");
        return column;
    }

    private void renamed(String table, String column, String old, String now) {
        add(table, column, "renamed", "name", TextNode.valueOf(old), TextNode.valueOf(now));
    }

    private void attributes(String table, String column, Map<String, JsonNode> old, Map<String, JsonNode> now) {
        for (String attribute : union(old, now)) {
            if (NO_CHANGE.contains(attribute)) {
                continue;
            }
            JsonNode before = old.getOrDefault(attribute, NullNode.instance);
            JsonNode after = now.getOrDefault(attribute, NullNode.instance);
            if (attribute.equals("native")) {
                for (String key : union(members(before), members(after))) {
                    changed(table, column, "native." + key, before.path(key), after.path(key));
                }
            } else if (before.isArray() || after.isArray()) {
                list(table, column, attribute, before, after);
            } else {
                changed(table, column, attribute, before, after);
            }
        }
    }

    /** Before and after hold only what went and what came; where that is nothing, the order has changed. */
    private void list(String table, String column, String attribute, JsonNode before, JsonNode after) {
        if (before.equals(after)) {
            return;
        }
        JsonNode gone = minus(before, after);
        JsonNode came = minus(after, before);
        if (attribute.equals("picklist") && gone.isEmpty() && came.isEmpty()) {
            changed(table, column, "picklistOrder", values(before), values(after));
        } else {
            changed(table, column, attribute, gone, came);
        }
    }

    private void changed(String table, String column, String attribute, JsonNode before, JsonNode after) {
        if (!before.equals(after) && !(isNothing(before) && isNothing(after))) {
            add(table, column, "changed", attribute, before, after);
        }
    }

    /** Definitions confirm: nothing is presumed. */
    private void add(String table, String column, String kind, String attribute, JsonNode before, JsonNode after) {
        changes.add(text(table, column, kind, false, attribute, before, after));
    }

    private static String text(
            String table,
            String column,
            String kind,
            boolean presumed,
            String attribute,
            JsonNode before,
            JsonNode after) {
        return table + (column == null ? "" : "." + column) + " " + kind + (presumed ? " (presumed)" : "")
                + (attribute == null ? "" : " " + attribute + ": " + value(before) + " -> " + value(after));
    }

    private static String value(JsonNode value) {
        return isNothing(value) ? "nothing" : sorted(value).toString();
    }

    private static boolean isNothing(JsonNode value) {
        return value == null || value.isNull() || value.isMissingNode() || value.isArray() && value.isEmpty();
    }

    /** Members by name: jsonb has an order of its own. */
    private static JsonNode sorted(JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode sorted = object.objectNode();
            new TreeSet<>(members(object).keySet()).forEach(key -> sorted.set(key, sorted(object.get(key))));
            return sorted;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode sorted = array.arrayNode();
            array.forEach(entry -> sorted.add(sorted(entry)));
            return sorted;
        }
        return value;
    }

    private static JsonNode minus(JsonNode list, JsonNode other) {
        Set<JsonNode> left = new LinkedHashSet<>();
        list.forEach(left::add);
        other.forEach(left::remove);
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        left.forEach(result::add);
        return result;
    }

    private static JsonNode values(JsonNode picklist) {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        picklist.forEach(entry -> values.add(entry.get("value")));
        return values;
    }

    private static Map<String, JsonNode> members(JsonNode object) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }

    private static Set<String> union(Map<String, ?> a, Map<String, ?> b) {
        Set<String> union = new TreeSet<>(a.keySet());
        union.addAll(b.keySet());
        return union;
    }
}
