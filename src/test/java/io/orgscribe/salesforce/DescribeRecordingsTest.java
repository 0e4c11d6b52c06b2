package io.orgscribe.salesforce;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import io.orgscribe.salesforce.Field.PicklistValue;

import static org.assertj.core.api.Assertions.assertThat;

/** Each member of each recorded describe, against an independent reading as a plain tree. */
class DescribeRecordingsTest {

    private static final Set<String> ROOT_TEXTS =
            Set.of("name", "label", "labelPlural", "keyPrefix", "associateEntityType", "associateParentEntity");
    private static final Set<String> ROOT_FLAGS =
            Set.of("custom", "customSetting", "queryable", "createable", "updateable", "deletable", "searchable");
    private static final Set<String> FIELD_TEXTS =
            Set.of("name", "label", "type", "calculatedFormula", "inlineHelpText", "relationshipName");
    private static final Set<String> FIELD_FLAGS = Set.of("nillable", "unique", "externalId", "custom", "calculated");
    private static final Set<String> FIELD_NUMBERS = Set.of("length", "precision", "scale");

    @Test
    void every_member_of_every_recorded_describe_is_kept() {
        for (Path file : Recordings.files("describe")) {
            hold(file.toString(), Recordings.bytes(file), null);
        }
    }

    @Test
    void a_describe_without_a_name_takes_the_name_asked_for() {
        for (Path file : Recordings.files("describe-partial")) {
            hold(file.toString(), Recordings.bytes(file), "Asked__c");
        }
    }

    @Test
    void every_member_of_a_whole_org_is_kept() {
        List<byte[]> org = Recordings.wholeOrg();
        assertThat(org).hasSize(712);
        for (int i = 0; i < org.size(); i++) {
            hold("line " + i, org.get(i), null);
        }
    }

    static SObject read(byte[] body, String asked) {
        return JsonValues.readWhole(new ByteArrayInputStream(body), DescribeReader::read)
                .toSObject(asked, "some day");
    }

    private static void hold(String source, byte[] body, String asked) {
        ObjectNode expected = (ObjectNode) Recordings.tree(body);
        SObject read = read(body, asked);

        if (asked != null) {
            assertThat(expected.has("name")).as(source).isFalse();
            assertThat(read.name()).isEqualTo(asked);
            expected.put("name", asked);
        }
        assertThat(read.lastModified()).isEqualTo("some day");
        assertThat(read.fields()).as(source).hasSameSizeAs(expected.get("fields"));
        Set<String> fieldKeys = new TreeSet<>();
        for (int i = 0; i < read.fields().size(); i++) {
            holdField(
                    source + " field " + i,
                    expected.get("fields").get(i),
                    read.fields().get(i));
            expected.get("fields").get(i).properties().forEach(member -> fieldKeys.add(member.getKey()));
        }
        assertThat(read.fieldKeys()).as(source).isEqualTo(fieldKeys);
        holdRoot(source, expected, read, asked == null);
    }

    private static void holdRoot(String source, ObjectNode expected, SObject read, boolean named) {
        Set<String> keys = new TreeSet<>();
        expected.properties().forEach(member -> keys.add(member.getKey()));
        Map<String, Object> columns = components(read);
        Set<String> unread = new TreeSet<>(read.nativeValues().keySet());
        for (String key : keys) {
            JsonNode value = expected.get(key);
            if (ROOT_TEXTS.contains(key)) {
                assertThat(columns.get(key)).as("%s %s", source, key).isEqualTo(text(value));
            } else if (ROOT_FLAGS.contains(key)) {
                assertThat(columns.get(key)).as("%s %s", source, key).isEqualTo(value.asBoolean());
            } else if (key.equals("recordTypeInfos")) {
                assertThat(tree(read.recordTypes())).as(source).isEqualTo(absentIfEmpty(withoutUrls(value)));
            } else if (key.equals("childRelationships")) {
                assertThat(tree(read.childRelationships())).as(source).isEqualTo(absentIfEmpty(withoutUrls(value)));
            } else if (!key.equals("fields")) {
                holdNative("%s %s".formatted(source, key), key, value, read.nativeValues());
                unread.remove(key);
            }
        }
        assertThat(unread).as(source).isEmpty();
        if (!named) {
            keys.remove("name");
        }
        assertThat(read.keys()).as(source).isEqualTo(keys);
    }

    private static void holdField(String source, JsonNode expected, Field read) {
        Map<String, Object> columns = components(read);
        Set<String> unread = new TreeSet<>(read.nativeValues().keySet());
        for (Map.Entry<String, JsonNode> member : expected.properties()) {
            String key = member.getKey();
            JsonNode value = member.getValue();
            String at = source + " " + key;
            if (FIELD_TEXTS.contains(key)) {
                assertThat(columns.get(key)).as(at).isEqualTo(text(value));
            } else if (FIELD_FLAGS.contains(key)) {
                assertThat(columns.get(key)).as(at).isEqualTo(value.asBoolean());
            } else if (FIELD_NUMBERS.contains(key)) {
                assertThat(columns.get(key)).as(at).isEqualTo(value.asInt());
            } else if (key.equals("relationshipOrder")) {
                assertThat(read.relationshipOrder()).as(at).isEqualTo(value.isNull() ? null : value.asInt());
            } else if (key.equals("defaultValue")) {
                assertThat(tree(read.defaultValue())).as(at).isEqualTo(value.isNull() ? null : value);
            } else if (key.equals("referenceTo")) {
                assertThat(read.referenceTo()).as(at).isEqualTo(texts(value));
            } else if (key.equals("picklistValues")) {
                assertThat(read.picklistValues()).as(at).isEqualTo(picklist(value));
            } else {
                holdNative(at, key, value, read.nativeValues());
                unread.remove(key);
            }
        }
        assertThat(unread).as(source).isEmpty();
    }

    private static void holdNative(String at, String key, JsonNode value, Map<String, String> nativeValues) {
        JsonNode kept = withoutUrls(value);
        boolean isDefault = key.equals("urls")
                || kept.isNull()
                || kept.isContainerNode() && kept.isEmpty()
                || kept.isTextual() && kept.asText().isEmpty()
                || kept.isBoolean() && !kept.asBoolean()
                || kept.isNumber() && kept.asDouble() == 0;
        if (isDefault) {
            assertThat(nativeValues).as(at).doesNotContainKey(key);
        } else {
            assertThat(tree(nativeValues.get(key))).as(at).isEqualTo(kept);
        }
    }

    private static Map<String, Object> components(Record read) {
        Map<String, Object> components = new HashMap<>();
        for (var component : read.getClass().getRecordComponents()) {
            try {
                components.put(component.getName(), component.getAccessor().invoke(read));
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
        return components;
    }

    private static JsonNode withoutUrls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode kept = object.objectNode();
            object.properties().forEach(member -> {
                if (!member.getKey().equals("urls")) {
                    kept.set(member.getKey(), withoutUrls(member.getValue()));
                }
            });
            return kept;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode kept = array.arrayNode();
            array.forEach(entry -> kept.add(withoutUrls(entry)));
            return kept;
        }
        return node;
    }

    private static JsonNode absentIfEmpty(JsonNode array) {
        return array.isEmpty() ? null : array;
    }

    private static JsonNode tree(String json) {
        return json == null ? null : Recordings.tree(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(JsonNode node) {
        return node.isNull() ? null : node.asText();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(entry -> texts.add(entry.asText()));
        return texts;
    }

    private static List<PicklistValue> picklist(JsonNode array) {
        List<PicklistValue> values = new ArrayList<>();
        array.forEach(entry -> values.add(new PicklistValue(
                text(entry.get("value")),
                text(entry.get("label")),
                entry.path("active").asBoolean(),
                entry.path("defaultValue").asBoolean(),
                entry.has("validFor") ? text(entry.get("validFor")) : null)));
        return values;
    }
}
