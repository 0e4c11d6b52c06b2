package io.orgscribe.extraction;

import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the catalog must say of a describe: attribute to value, read from the plain tree and independent of the code
 * under test. Members that the describe has not are not expected either.
 */
final class ExpectedCatalog {

    private static final Set<String> TABLE = Set.of("name", "label", "labelPlural", "keyPrefix");
    private static final Set<String> TABLE_FLAGS =
            Set.of("custom", "queryable", "createable", "updateable", "deletable", "searchable");
    /** Rows of their own, or the same in each answer. */
    private static final Set<String> ELSEWHERE = Set.of("fields", "urls", "childRelationships");

    /** Associations of satellites, whose main table is told by itself. */
    private static final Set<String> SATELLITES = Set.of("History", "Feed", "Share", "ChangeEvent");

    private static final Map<String, String> COLUMN = Map.of(
            "name", "name",
            "label", "label",
            "type", "nativeType",
            "calculatedFormula", "formula",
            "inlineHelpText", "helpText",
            "relationshipName", "relationshipName",
            "defaultValue", "defaultValue");
    private static final Map<String, String> COLUMN_FLAGS = Map.of(
            "nillable", "nullable",
            "unique", "unique",
            "externalId", "externalId",
            "custom", "custom",
            "calculated", "calculated");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("textarea", "text"),
            Map.entry("int", "integer"),
            Map.entry("double", "decimal"),
            Map.entry("base64", "binary"),
            Map.entry("complexvalue", "json"),
            Map.entry("anyType", "any"),
            Map.entry("combobox", "string"),
            Map.entry("encryptedstring", "string"),
            Map.entry("datacategorygroupreference", "string"));

    private static final Set<String> CHILD_FLAGS = Set.of("cascadeDelete", "restrictedDelete", "deprecatedAndHidden");
    private static final Set<String> CHILD_LISTS = Set.of("junctionIdListNames", "junctionReferenceTo");

    private ExpectedCatalog() {}

    static Map<String, JsonNode> table(JsonNode describe) {
        Map<String, JsonNode> expected = new LinkedHashMap<>();
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        boolean satellite =
                SATELLITES.contains(describe.path("associateEntityType").asText());
        for (Map.Entry<String, JsonNode> member : describe.properties()) {
            String key = member.getKey();
            JsonNode value = member.getValue();
            if (TABLE.contains(key)) {
                expected.put(key, value);
            } else if (TABLE_FLAGS.contains(key)) {
                expected.put(key, flag(value));
            } else if (key.equals("recordTypeInfos")) {
                expected.put("recordTypes", withoutUrls(value));
            } else if (key.equals("associateParentEntity") && satellite) {
                expected.put("mainTable", value);
            } else if (key.equals("customSetting") && value.asBoolean() && !satellite) {
                expected.put("kind", JsonNodeFactory.instance.textNode("custom_setting"));
            } else if (!ELSEWHERE.contains(key)) {
                rest.set(key, value);
            }
        }
        expected.put("native", withoutDefaults(rest));
        return expected;
    }

    /** @param describe that the field is of: what a dependent picklist says is about another field of it */
    static Map<String, JsonNode> column(JsonNode field, JsonNode describe) {
        Map<String, JsonNode> expected = new LinkedHashMap<>();
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : field.properties()) {
            String key = member.getKey();
            JsonNode value = member.getValue();
            if (COLUMN.containsKey(key)) {
                expected.put(COLUMN.get(key), value);
            } else if (COLUMN_FLAGS.containsKey(key)) {
                expected.put(COLUMN_FLAGS.get(key), flag(value));
            } else if (key.equals("length") || key.equals("precision")) {
                expected.put(key, value.asInt() == 0 ? NullNode.instance : value);
            } else if (key.equals("scale")) {
                boolean none = value.asInt() == 0 && field.path("precision").asInt() == 0;
                expected.put(key, none ? NullNode.instance : value);
            } else if (key.equals("referenceTo")) {
                expected.put("references", value);
            } else if (key.equals("picklistValues")) {
                expected.put(
                        "picklist",
                        value.isEmpty() ? NullNode.instance : picklist(value, controlling(field, describe)));
            } else {
                rest.set(key, value);
            }
        }
        String nativeType = field.get("type").asText();
        expected.put("type", JsonNodeFactory.instance.textNode(TYPES.getOrDefault(nativeType, nativeType)));
        expected.put("primaryKey", JsonNodeFactory.instance.booleanNode(nativeType.equals("id")));
        expected.put("masterDetail", JsonNodeFactory.instance.booleanNode(field.hasNonNull("relationshipOrder")));
        expected.put("native", withoutDefaults(rest));
        return expected;
    }

    /** @param item as REST serves it; null fails */
    static void assertHolds(String at, Map<String, JsonNode> expected, JsonNode item) {
        assertThat(item).as(at).isNotNull();
        Map<String, JsonNode> served = new LinkedHashMap<>();
        expected.keySet().forEach(key -> served.put(key, item.has(key) ? item.get(key) : NullNode.instance));
        assertThat(served).as(at).isEqualTo(expected);
    }

    /**
     * @param items all that REST serves of the describe's child relationships, in any order
     * @param describes of the whole org
     */
    static void assertHoldsChildren(JsonNode describe, List<JsonNode> items, List<JsonNode> describes) {
        String table = describe.get("name").asText();
        Set<String> referring = referring(table, describes);
        List<JsonNode> expected = new ArrayList<>();
        for (JsonNode child : describe.path("childRelationships")) {
            ObjectNode entry = child.deepCopy();
            CHILD_FLAGS.forEach(name -> entry.set(name, flag(child.path(name))));
            CHILD_LISTS.forEach(name -> entry.putIfAbsent(name, entry.arrayNode()));
            entry.put("toldByColumn", referring.contains(child.get("childSObject") + "." + child.get("field")));
            expected.add(entry);
        }
        assertThat(items.stream().map(ExpectedCatalog::entry)).as(table).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Columns of any table that name the table among their references. */
    private static Set<String> referring(String table, List<JsonNode> describes) {
        Set<String> referring = new HashSet<>();
        for (JsonNode describe : describes) {
            for (JsonNode field : describe.get("fields")) {
                for (JsonNode target : field.path("referenceTo")) {
                    if (target.asText().equalsIgnoreCase(table)) {
                        referring.add(describe.get("name") + "." + field.get("name"));
                    }
                }
            }
        }
        return referring;
    }

    private static JsonNode entry(JsonNode item) {
        ObjectNode entry = item.deepCopy();
        entry.set("childSObject", entry.remove("childTable"));
        entry.set("field", entry.remove("childColumn"));
        entry.setAll((ObjectNode) entry.remove("native"));
        return entry.without(List.of("connectionId", "tableId", "table", "childTableId", "childColumnId"));
    }

    private static JsonNode flag(JsonNode value) {
        return JsonNodeFactory.instance.booleanNode(value.asBoolean());
    }

    /** The values of the controlling field in their order; null where the describe does not have that field. */
    private static List<String> controlling(JsonNode field, JsonNode describe) {
        for (JsonNode other : describe.get("fields")) {
            if (other.get("name").equals(field.path("controllerName"))) {
                return other.get("type").asText().equals("boolean")
                        ? List.of("false", "true")
                        : StreamSupport.stream(other.get("picklistValues").spliterator(), false)
                                .map(entry -> entry.get("value").asText())
                                .toList();
            }
        }
        return null;
    }

    /** Salesforce numbers the bits of a byte from the most significant one, {@link BitSet} from the other end. */
    private static ArrayNode valid(String bitmap, List<String> controlling) {
        byte[] bytes = Base64.getDecoder().decode(bitmap);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (Integer.reverse(bytes[i]) >>> 24);
        }
        ArrayNode valid = JsonNodeFactory.instance.arrayNode();
        BitSet.valueOf(bytes).stream()
                .filter(bit -> bit < controlling.size())
                .forEach(bit -> valid.add(controlling.get(bit)));
        return valid;
    }

    private static JsonNode picklist(JsonNode entries, List<String> controlling) {
        ArrayNode picklist = JsonNodeFactory.instance.arrayNode();
        for (JsonNode entry : entries) {
            ObjectNode kept = picklist.addObject();
            kept.set("value", entry.path("value"));
            kept.set("label", entry.path("label"));
            kept.set("active", flag(entry.path("active")));
            kept.set("default", flag(entry.path("defaultValue")));
            if (entry.hasNonNull("validFor")) {
                String bitmap = entry.get("validFor").asText();
                if (controlling == null) {
                    kept.put("validForBitmap", bitmap);
                } else {
                    kept.set("validFor", valid(bitmap, controlling));
                }
            }
        }
        return picklist;
    }

    private static ObjectNode withoutDefaults(ObjectNode members) {
        ObjectNode kept = members.objectNode();
        members.properties().forEach(member -> {
            JsonNode value = withoutUrls(member.getValue());
            boolean isDefault = value.isNull()
                    || value.isContainerNode() && value.isEmpty()
                    || value.isTextual() && value.asText().isEmpty()
                    || value.isBoolean() && !value.asBoolean()
                    || value.isNumber() && value.asDouble() == 0;
            if (!isDefault) {
                kept.set(member.getKey(), value);
            }
        });
        return kept;
    }

    private static JsonNode withoutUrls(JsonNode node) {
        JsonNode kept = node.deepCopy();
        kept.findParents("urls").forEach(parent -> ((ObjectNode) parent).remove("urls"));
        return kept;
    }
}
