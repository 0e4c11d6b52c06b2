package io.orgscribe.extraction;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What kind of table a describe is of, by what it says and by its name, read independently of the code under test.
 *
 * @param namespace null without
 * @param mainTable null where it belongs to none
 */
record ExpectedKind(String kind, String namespace, String mainTable, JsonNode describe) {

    private static final Map<String, String> SATELLITES =
            Map.of("History", "history", "Feed", "feed", "Share", "share", "ChangeEvent", "change_event");
    private static final Map<String, String> SUFFIXES =
            Map.of("c", "custom", "mdt", "custom_metadata", "e", "platform_event", "b", "big_object", "x", "external");

    static ExpectedKind of(JsonNode describe) {
        String name = describe.get("name").asText();
        String[] parts = name.split("__");
        String kind = kind(describe, name, parts);
        return new ExpectedKind(
                kind,
                parts.length > 2 ? parts[0] : null,
                SATELLITES.containsValue(kind) ? mainTable(describe, name, parts) : null,
                describe);
    }

    private static String kind(JsonNode describe, String name, String[] parts) {
        String association = describe.path("associateEntityType").asText();
        if (SATELLITES.containsKey(association)) {
            return SATELLITES.get(association);
        }
        if (describe.path("customSetting").asBoolean()) {
            return "custom_setting";
        }
        if (parts.length > 1) {
            String suffix = parts[parts.length - 1];
            return SUFFIXES.getOrDefault(suffix, SATELLITES.getOrDefault(suffix, "other"));
        }
        // Before there were associations nothing but the name told of them.
        String ending = describe.has("associateEntityType") ? null : ending(name);
        return ending == null ? "standard" : SATELLITES.get(ending);
    }

    private static String mainTable(JsonNode describe, String name, String[] parts) {
        String parent = describe.path("associateParentEntity").asText();
        if (describe.hasNonNull("associateParentEntity") && !parent.isEmpty()) {
            return parent;
        }
        if (parts.length > 1) {
            List<String> own = Arrays.asList(parts).subList(0, parts.length - 1);
            return String.join("__", own) + "__c";
        }
        String ending = ending(name);
        return ending == null ? null : name.substring(0, name.length() - ending.length());
    }

    private static String ending(String name) {
        return SATELLITES.keySet().stream()
                .filter(ending -> name.endsWith(ending) && name.length() > ending.length())
                .findFirst()
                .orElse(null);
    }

    /** @param rest gets what the kind does not tell of the members that it is told by */
    Map<String, JsonNode> attributes(ObjectNode rest) {
        if (mainTable == null) {
            keep("associateParentEntity", rest);
        }
        if (!kind.equals("custom_setting")) {
            keep("customSetting", rest);
        }
        Map<String, JsonNode> attributes = new LinkedHashMap<>();
        attributes.put("kind", text(kind));
        attributes.put("namespace", text(namespace));
        attributes.put("mainTable", text(mainTable));
        return attributes;
    }

    private void keep(String member, ObjectNode rest) {
        if (describe.has(member)) {
            rest.set(member, describe.get(member));
        }
    }

    private static JsonNode text(String text) {
        return text == null ? NullNode.instance : JsonNodeFactory.instance.textNode(text);
    }
}
