package io.orgscribe.extraction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Changes as texts of a line each, so that a difference between two lists of them is easy to read. */
final class ChangeTexts {

    /** What moves with every edit is rewritten in place; what is hidden is a kind of change of its own. */
    private static final Set<String> NO_CHANGE = Set.of("durableId", "lastModifiedAt", "lastModifiedBy", "hidden");

    private final List<String> texts = new ArrayList<>();

    List<String> all() {
        return texts;
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

    /** A difference of two states, written like a change; what one side alone has is not told further. */
    static String difference(JsonNode difference) {
        boolean different = difference.get("kind").asText().equals("different");
        return text(
                difference.get("table").asText(),
                difference.path("column").isNull()
                        ? null
                        : difference.get("column").asText(),
                difference.get("kind").asText(),
                false,
                different ? difference.get("attribute").asText() : null,
                difference.path("left"),
                difference.path("right"));
    }

    void attributes(String table, String column, Map<String, JsonNode> old, Map<String, JsonNode> now) {
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
    void list(String table, String column, String attribute, JsonNode before, JsonNode after) {
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

    /** One that nothing but its absence tells of. */
    void presumed(String table, String column, String kind) {
        texts.add(text(table, column, kind, true, null, null, null));
    }

    void add(String table, String column, String kind, String attribute, JsonNode before, JsonNode after) {
        texts.add(text(table, column, kind, false, attribute, before, after));
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

    /** The ids of record types tell no two apart. */
    private static JsonNode minus(JsonNode list, JsonNode other) {
        Set<JsonNode> others = new HashSet<>();
        other.forEach(entry -> others.add(withoutId(entry)));
        ArrayNode left = JsonNodeFactory.instance.arrayNode();
        list.forEach(entry -> {
            if (!others.contains(withoutId(entry))) {
                left.add(entry);
            }
        });
        return left;
    }

    private static JsonNode withoutId(JsonNode entry) {
        return entry.isObject() ? ((ObjectNode) entry.deepCopy()).without("recordTypeId") : entry;
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
