package io.orgscribe.extraction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the catalog must say of describes' child relationships, read independently of the code under test. */
final class ExpectedChildren {

    private static final Set<String> FLAGS = Set.of("cascadeDelete", "restrictedDelete", "deprecatedAndHidden");
    private static final Set<String> LISTS = Set.of("junctionIdListNames", "junctionReferenceTo");
    private static final Set<String> NAMES = Set.of("childSObject", "field", "relationshipName");
    /** What says which row it is. */
    private static final Set<String> IDENTITY = Set.of(
            "connectionId",
            "connectionName",
            "tableId",
            "table",
            "childTableId",
            "childColumnId",
            "removedAt",
            "excludedAt");

    /** {@code column>table} of each column and each table that it refers to, in lower case. */
    private final Set<String> references = new HashSet<>();

    /** @param describes of the whole org */
    ExpectedChildren(List<JsonNode> describes) {
        for (JsonNode describe : describes) {
            for (JsonNode field : describe.get("fields")) {
                String column = ServedCatalog.name(describe, field);
                field.path("referenceTo").forEach(target -> references.add(reference(column, target)));
            }
        }
    }

    private static String reference(String column, JsonNode target) {
        return (column + ">" + target.asText()).toLowerCase(Locale.ROOT);
    }

    /** One for each entry of the describe's list. */
    List<JsonNode> of(JsonNode describe) {
        List<JsonNode> children = new ArrayList<>();
        for (JsonNode entry : describe.path("childRelationships")) {
            ObjectNode child = JsonNodeFactory.instance.objectNode();
            child.set("childTable", entry.path("childSObject"));
            child.set("childColumn", entry.path("field"));
            child.put("relationshipName", entry.path("relationshipName").textValue());
            FLAGS.forEach(flag -> child.put(flag, entry.path(flag).asBoolean()));
            LISTS.forEach(list -> child.set(list, texts(entry.path(list))));
            child.put(
                    "toldByColumn",
                    references.contains(
                            reference(ServedCatalog.name(entry, "childSObject", "field"), describe.get("name"))));
            ObjectNode rest = (ObjectNode) ExpectedCatalog.withoutUrls(entry);
            child.set("native", rest.remove(NAMES).remove(FLAGS).remove(LISTS));
            children.add(child);
        }
        return children;
    }

    private static ArrayNode texts(JsonNode list) {
        ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        list.forEach(text -> {
            if (!text.isNull()) {
                texts.add(text);
            }
        });
        return texts;
    }

    /** A row as REST or a view shows it, without what says which row it is. */
    static JsonNode shown(JsonNode row) {
        return ((ObjectNode) row).remove(IDENTITY);
    }
}
