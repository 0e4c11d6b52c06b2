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

/** The changes that must be recorded between two readings of an org, from the plain trees of its describes. */
final class ExpectedChanges {

    /** Texts of a line each, so that a difference is easy to read. */
    private final Set<String> changes = new TreeSet<>();

    private ExpectedChanges() {}

    static Set<String> between(Map<String, JsonNode> before, Map<String, JsonNode> after) {
        ExpectedChanges expected = new ExpectedChanges();
        for (String name : union(before, after)) {
            JsonNode old = before.get(name);
            JsonNode now = after.get(name);
            if (old == null || now == null) {
                expected.add(name, null, old == null ? "added" : "removed", old != null, null, null, null);
            } else {
                expected.table(name, old, now);
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

    private void table(String name, JsonNode old, JsonNode now) {
        Map<String, JsonNode> before = ExpectedCatalog.table(old);
        Map<String, JsonNode> after = ExpectedCatalog.table(now);
        // Stored with the parent, but no attribute of it: the child's reference says the same.
        before.remove("childRelationships");
        after.remove("childRelationships");
        attributes(name, null, before, after);
        Map<String, JsonNode> oldFields = fields(old);
        Map<String, JsonNode> newFields = fields(now);
        for (String field : union(oldFields, newFields)) {
            if (!oldFields.containsKey(field)) {
                add(name, field, "added", false, null, null, null);
            } else if (!newFields.containsKey(field)) {
                add(name, field, "removed", true, null, null, null);
            } else {
                attributes(
                        name,
                        field,
                        ExpectedCatalog.column(oldFields.get(field), old),
                        ExpectedCatalog.column(newFields.get(field), now));
            }
        }
    }

    private void attributes(String table, String column, Map<String, JsonNode> old, Map<String, JsonNode> now) {
        for (String attribute : union(old, now)) {
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
            add(table, column, "changed", false, attribute, before, after);
        }
    }

    private void add(
            String table,
            String column,
            String kind,
            boolean presumed,
            String attribute,
            JsonNode before,
            JsonNode after) {
        changes.add(text(table, column, kind, presumed, attribute, before, after));
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

    private static Map<String, JsonNode> fields(JsonNode describe) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        describe.get("fields").forEach(field -> fields.put(field.get("name").asText(), field));
        return fields;
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
