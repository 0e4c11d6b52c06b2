package io.orgscribe.extraction;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the catalog must say of a describe: attribute to value, read from the plain tree and independent of the code
 * under test. Members that the describe has not are expected as if they were null, false or empty.
 */
final class ExpectedCatalog {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final Set<String> TABLE = Set.of("name", "label", "labelPlural", "keyPrefix");
    private static final Set<String> TABLE_FLAGS =
            Set.of("custom", "queryable", "createable", "updateable", "deletable", "searchable");
    /** Rows of their own, the same in each answer, or told by the kind of table. */
    private static final Set<String> ELSEWHERE =
            Set.of("fields", "urls", "recordTypeInfos", "childRelationships", "customSetting", "associateParentEntity");

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

    /** Likewise, of a field. */
    private static final Set<String> COMPUTED =
            Set.of("length", "precision", "scale", "referenceTo", "picklistValues", "urls");

    private static final Map<String, String> TYPES = Map.of(
            "textarea", "text",
            "int", "integer",
            "double", "decimal",
            "base64", "binary",
            "complexvalue", "json",
            "anyType", "any",
            "combobox", "string",
            "encryptedstring", "string",
            "datacategorygroupreference", "string");
    /** What both call alike; a type that neither list has is unknown. */
    private static final Set<String> SAME_TYPES = Set.of(
            "string",
            "boolean",
            "integer",
            "long",
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
            "location",
            "address",
            "json");

    private ExpectedCatalog() {}

    static Map<String, JsonNode> table(JsonNode describe) {
        Map<String, JsonNode> expected = new LinkedHashMap<>();
        TABLE.forEach(text -> expected.put(text, NullNode.instance));
        TABLE_FLAGS.forEach(flag -> expected.put(flag, BooleanNode.FALSE));
        ObjectNode rest = JSON.objectNode();
        for (Map.Entry<String, JsonNode> member : describe.properties()) {
            String key = member.getKey();
            JsonNode value = member.getValue();
            if (TABLE.contains(key)) {
                expected.put(key, value);
            } else if (TABLE_FLAGS.contains(key)) {
                expected.put(key, flag(value));
            } else if (!ELSEWHERE.contains(key)) {
                rest.set(key, value);
            }
        }
        expected.put("recordTypes", list(withoutUrls(describe.path("recordTypeInfos"))));
        expected.putAll(ExpectedKind.of(describe).attributes(rest));
        expected.put("native", withoutDefaults(rest));
        return expected;
    }

    /** @param describe that the field is of: what a dependent picklist says is about another field of it */
    static Map<String, JsonNode> column(JsonNode field, JsonNode describe) {
        Map<String, JsonNode> expected = new LinkedHashMap<>();
        COLUMN.values().forEach(value -> expected.put(value, NullNode.instance));
        COLUMN_FLAGS.values().forEach(flag -> expected.put(flag, BooleanNode.FALSE));
        ObjectNode rest = JSON.objectNode();
        for (Map.Entry<String, JsonNode> member : field.properties()) {
            String key = member.getKey();
            JsonNode value = member.getValue();
            if (COLUMN.containsKey(key)) {
                expected.put(COLUMN.get(key), value);
            } else if (COLUMN_FLAGS.containsKey(key)) {
                expected.put(COLUMN_FLAGS.get(key), flag(value));
            } else if (!COMPUTED.contains(key)) {
                rest.set(key, value);
            }
        }
        String nativeType = field.get("type").asText();
        boolean digits = field.path("precision").asInt() != 0;
        expected.put("type", JSON.textNode(type(nativeType)));
        expected.put("length", number(field.path("length"), false));
        expected.put("precision", number(field.path("precision"), false));
        expected.put("scale", number(field.path("scale"), digits));
        expected.put("references", list(field.path("referenceTo")));
        expected.put("picklist", ExpectedPicklist.of(field, describe));
        expected.put("primaryKey", JSON.booleanNode(nativeType.equals("id")));
        expected.put("masterDetail", JSON.booleanNode(field.hasNonNull("relationshipOrder")));
        expected.put("native", withoutDefaults(rest));
        return expected;
    }

    private static JsonNode list(JsonNode value) {
        return value.isArray() ? value : JSON.arrayNode();
    }

    /** Lengths and digits of types that have none come as 0. */
    private static JsonNode number(JsonNode value, boolean zeroToo) {
        return value.asInt() == 0 && !zeroToo ? NullNode.instance : JSON.numberNode(value.asInt());
    }

    private static String type(String nativeType) {
        return TYPES.getOrDefault(nativeType, SAME_TYPES.contains(nativeType) ? nativeType : "unknown");
    }

    /** @param item as REST or a view shows it; null fails */
    static void assertHolds(String at, Map<String, JsonNode> expected, JsonNode item) {
        assertThat(item).as(at).isNotNull();
        Map<String, String> wrong = new LinkedHashMap<>();
        expected.forEach((attribute, value) -> {
            JsonNode shown = item.path(attribute);
            if (!shown.equals(value) && !(shown.isMissingNode() && value.isNull())) {
                wrong.put(attribute, shown + " instead of " + value);
            }
        });
        assertThat(wrong).as(at).isEmpty();
    }

    static JsonNode flag(JsonNode value) {
        return JSON.booleanNode(value.asBoolean());
    }

    static ObjectNode withoutDefaults(ObjectNode members) {
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

    static JsonNode withoutUrls(JsonNode node) {
        JsonNode kept = node.deepCopy();
        kept.findParents("urls").forEach(parent -> ((ObjectNode) parent).remove("urls"));
        return kept;
    }
}
