package io.orgscribe.extraction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agroal.api.AgroalDataSource;
import org.junit.jupiter.api.Test;

import io.orgscribe.OrgscribeTest;
import io.orgscribe.salesforce.Recordings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the value of each member of a describe is kept, of the members that recorded ones have and of one that none has.
 * Each is told by a table of its own; where it is kept, that table differs from one that does not tell it.
 */
@OrgscribeTest
class KeptMembersTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String INVENTED = "inventedInWinter28";

    /** A table that tells nothing but what makes it one, with an object of each kind. */
    private static final String SILENT = """
            {"name": "Silent", "label": "Silent", "recordTypeInfos": [{"name": "r"}],
             "childRelationships": [{"childSObject": "Silent", "field": "Of"}],
             "fields": [{"name": "Of", "label": "Of", "type": "string", "picklistValues": [{"value": "v"}]}]}""";

    private static final Map<String, String> POINTERS = Map.of(
            "", "",
            "recordTypeInfos", "/recordTypeInfos/0",
            "childRelationships", "/childRelationships/0",
            "fields", "/fields/0",
            "picklistValues", "/fields/0/picklistValues/0");

    /** What is not kept under native, or as it was sent. By kind of object and member. */
    private static final Map<String, Set<String>> OF_ITS_OWN = Map.ofEntries(
            Map.entry(".label", Set.of("label")),
            Map.entry(".labelPlural", Set.of("labelPlural")),
            Map.entry(".keyPrefix", Set.of("keyPrefix")),
            Map.entry(".custom", Set.of("custom")),
            Map.entry(".queryable", Set.of("queryable")),
            Map.entry(".createable", Set.of("createable")),
            Map.entry(".updateable", Set.of("updateable")),
            Map.entry(".deletable", Set.of("deletable")),
            Map.entry(".searchable", Set.of("searchable")),
            Map.entry(".customSetting", Set.of("kind")),
            Map.entry(".recordTypeInfos", Set.of("recordTypes")),
            Map.entry(".childRelationships", Set.of("childRelationships")),
            Map.entry(".fields", Set.of("columnCount")),
            Map.entry(".urls", Set.of()),
            Map.entry("fields.label", Set.of("label")),
            Map.entry("fields.type", Set.of("type", "nativeType")),
            Map.entry("fields.length", Set.of("length")),
            Map.entry("fields.precision", Set.of("precision", "scale")),
            Map.entry("fields.scale", Set.of("scale")),
            Map.entry("fields.nillable", Set.of("nullable")),
            Map.entry("fields.unique", Set.of("unique")),
            Map.entry("fields.externalId", Set.of("externalId")),
            Map.entry("fields.custom", Set.of("custom")),
            Map.entry("fields.calculated", Set.of("calculated")),
            Map.entry("fields.calculatedFormula", Set.of("formula")),
            Map.entry("fields.defaultValue", Set.of("defaultValue")),
            Map.entry("fields.inlineHelpText", Set.of("helpText")),
            Map.entry("fields.picklistValues", Set.of("picklist")),
            Map.entry("fields.referenceTo", Set.of("references")),
            Map.entry("fields.relationshipName", Set.of("relationshipName")),
            Map.entry("fields.relationshipOrder", Set.of("masterDetail", "native.relationshipOrder")),
            Map.entry("picklistValues.value", Set.of("value")),
            Map.entry("picklistValues.label", Set.of("label")),
            Map.entry("picklistValues.active", Set.of("active")),
            Map.entry("picklistValues.defaultValue", Set.of("default")),
            Map.entry("picklistValues.validFor", Set.of("validForBitmap")),
            Map.entry("childRelationships.childSObject", Set.of("childTable")),
            Map.entry("childRelationships.field", Set.of("childColumn")),
            Map.entry("childRelationships.relationshipName", Set.of("relationshipName")),
            Map.entry("childRelationships.cascadeDelete", Set.of("cascadeDelete")),
            Map.entry("childRelationships.restrictedDelete", Set.of("restrictedDelete")),
            Map.entry("childRelationships.deprecatedAndHidden", Set.of("deprecatedAndHidden")),
            Map.entry("childRelationships.junctionIdListNames", Set.of("junctionIdListNames")),
            Map.entry("childRelationships.junctionReferenceTo", Set.of("junctionReferenceTo")),
            Map.entry("recordTypeInfos.urls", Set.of()));

    /** Of what is always null where it was recorded, or has a meaning that a text made up would not have. */
    private static final Map<String, JsonNode> TELLING = Map.of(
            ".associateEntityType", JSON.textNode("Comment"),
            "fields.type", JSON.textNode("double"),
            "fields.relationshipOrder", JSON.numberNode(1),
            "picklistValues.validFor", JSON.textNode("gAAA"));

    @Inject
    AgroalDataSource database;

    @Test
    void the_value_of_each_member_is_kept_somewhere() {
        Map<String, JsonNode> members = members();
        List<JsonNode> describes = new ArrayList<>();
        Map<String, String> tables = new HashMap<>();
        describes.add(silent());
        members.forEach((member, value) -> {
            tables.put(member, "Telling" + describes.size());
            describes.add(telling(member, value).put("name", tables.get(member)));
        });

        try (RecordedOrg org = new RecordedOrg(describes)) {
            String connection = TestRuns.connect(org.url(), "key", "secret");
            assertThat(TestRuns.extract(connection).getString("status")).isEqualTo("succeeded");
            Map<String, JsonNode> kept = kept(connection);
            Map<String, Set<String>> expected = new TreeMap<>();
            Map<String, Set<String>> places = new TreeMap<>();
            members.forEach((member, value) -> {
                String kind = kind(member);
                JsonNode told = kept.get(kind + " " + tables.get(member));
                Set<String> different = differences(kept.get(kind + " Silent"), told);
                if (kind.isEmpty() || kind.equals("fields") || kind.equals("childRelationships")) {
                    different.removeAll(CatalogComparison.IDENTITY);
                }
                places.put(member, different);
                expected.put(member, OF_ITS_OWN.getOrDefault(member, Set.of(elsewhere(kind) + name(member))));
                if (!OF_ITS_OWN.containsKey(member)) {
                    assertThat(different)
                            .as(member)
                            .isNotEmpty()
                            .allMatch(place -> at(told, place).equals(value));
                }
            });
            assertThat(places).isEqualTo(expected);
        }
    }

    /** Record types are kept as they were sent. */
    private static String elsewhere(String kind) {
        return kind.equals("recordTypeInfos") ? "" : "native.";
    }

    /** A value that says something, of each member of each kind of object. */
    private static Map<String, JsonNode> members() {
        Map<String, JsonNode> members = new TreeMap<>();
        Recordings.describes().forEach(describe -> collect("", describe, members));
        Recordings.wholeOrg().forEach(line -> collect("", Recordings.tree(line), members));
        Recordings.files("describeGlobal")
                .forEach(file -> Recordings.tree(Recordings.bytes(file))
                        .get("sobjects")
                        .forEach(sobject -> collect("", sobject, members)));
        POINTERS.keySet().stream()
                // See docs/differences.md.
                .filter(kind -> !kind.equals("picklistValues"))
                .forEach(kind -> members.put(kind + "." + INVENTED, JSON.numberNode(28)));
        members.replaceAll((member, value) -> TELLING.getOrDefault(member, telling(value)));
        members.keySet().removeAll(Set.of(".name", "fields.name"));
        return members;
    }

    private static void collect(String kind, JsonNode object, Map<String, JsonNode> members) {
        object.properties().forEach(member -> {
            members.merge(kind + "." + member.getKey(), member.getValue(), KeptMembersTest::moreTelling);
            if (POINTERS.containsKey(member.getKey())) {
                member.getValue().forEach(entry -> collect(member.getKey(), entry, members));
            }
        });
    }

    private static JsonNode moreTelling(JsonNode one, JsonNode other) {
        return one.equals(telling(one)) || other.isNull() ? one : other;
    }

    private static JsonNode telling(JsonNode value) {
        if (value.isBoolean()) {
            return BooleanNode.TRUE;
        }
        if (value.isNumber()) {
            return value.asDouble() == 0 ? JSON.numberNode(7) : value;
        }
        if (value.isArray()) {
            return value.isEmpty() ? JSON.arrayNode().add("told") : value;
        }
        if (value.isObject()) {
            return value.isEmpty() ? JSON.objectNode().put("told", true) : value;
        }
        return value.asText().isEmpty() || value.isNull() ? JSON.textNode("told") : value;
    }

    private static ObjectNode silent() {
        return (ObjectNode) Recordings.tree(SILENT.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode telling(String member, JsonNode value) {
        ObjectNode describe = silent();
        ((ObjectNode) describe.at(POINTERS.get(kind(member)))).set(name(member), value);
        return describe;
    }

    private static String kind(String member) {
        return member.substring(0, member.indexOf('.'));
    }

    private static String name(String member) {
        return member.substring(member.indexOf('.') + 1);
    }

    /** All that the catalog has of each object, by its kind and table. */
    private Map<String, JsonNode> kept(String connection) {
        Map<String, List<JsonNode>> children =
                new ViewedCatalog(database::getConnection, connection).childRelationships();
        Map<String, JsonNode> kept = new HashMap<>();
        ServedCatalog.tables(connection).forEach((name, table) -> {
            ((ObjectNode) table).putArray("childRelationships").addAll(children.get(name));
            kept.put(" " + name, table);
            kept.put("recordTypeInfos " + name, table.at("/recordTypes/0"));
            kept.put("childRelationships " + name, table.at("/childRelationships/0"));
        });
        ServedCatalog.columns(connection).forEach((name, column) -> {
            String table = column.get("table").asText();
            kept.put("fields " + table, column);
            kept.put("picklistValues " + table, column.at("/picklist/0"));
        });
        return kept;
    }

    /** Attributes, and members of native, that say something else. */
    private static Set<String> differences(JsonNode silent, JsonNode told) {
        Set<String> different = new TreeSet<>();
        for (JsonNode item : List.of(silent, told)) {
            item.fieldNames().forEachRemaining(different::add);
            item.path("native").fieldNames().forEachRemaining(member -> different.add("native." + member));
        }
        different.remove("native");
        different.removeIf(place -> at(silent, place).equals(at(told, place)));
        return different;
    }

    private static JsonNode at(JsonNode item, String place) {
        JsonNode value = item.at("/" + place.replace('.', '/'));
        return value.isMissingNode() ? NullNode.instance : value;
    }
}
