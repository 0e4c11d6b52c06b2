package io.orgscribe.extraction;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;

/** What the catalog must say of the references in an org's describes, read independently of the code under test. */
final class ExpectedRelationships {

    private final Map<String, JsonNode> describes;
    /** What a table calls the records that refer to it, by its name and by {@code Table.Column} of theirs. */
    private final Map<String, Map<String, JsonNode>> children = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * @param describes by name
     * @param known likewise, with the last that was read of tables that were removed since
     */
    ExpectedRelationships(Map<String, JsonNode> describes, Map<String, JsonNode> known) {
        this.describes = describes;
        known.forEach((name, describe) -> {
            Map<String, JsonNode> names = new HashMap<>();
            describe.path("childRelationships")
                    .forEach(entry -> names.put(
                            ServedCatalog.name(entry, "childSObject", "field"), entry.path("relationshipName")));
            children.put(name, names);
        });
    }

    /** Whether a table of this name is, or was, in the catalog. */
    boolean knows(String table) {
        return children.containsKey(table);
    }

    /** By {@code Table.Column-target}: one for each table that a column refers to, however often it is named. */
    Map<String, Map<String, JsonNode>> all() {
        Map<String, Map<String, JsonNode>> all = new TreeMap<>();
        for (JsonNode describe : describes.values()) {
            for (JsonNode field : describe.get("fields")) {
                Map<String, JsonNode> targets = targets(field);
                targets.forEach((key, target) -> all.put(
                        ServedCatalog.name(describe, field) + "-" + key,
                        relationship(describe, field, target, targets.size())));
            }
        }
        return all;
    }

    private Map<String, JsonNode> relationship(JsonNode describe, JsonNode field, JsonNode target, int targets) {
        Map<String, JsonNode> relationship = new LinkedHashMap<>();
        relationship.put("table", describe.get("name"));
        relationship.put("column", field.get("name"));
        relationship.put("target", target);
        relationship.put("relationshipName", nullIfMissing(field.path("relationshipName")));
        relationship.put("childRelationshipName", childName(describe, field, target));
        relationship.put("masterDetail", BooleanNode.valueOf(field.hasNonNull("relationshipOrder")));
        relationship.put(
                "polymorphic",
                BooleanNode.valueOf(
                        targets > 1 || field.path("polymorphicForeignKey").asBoolean()));
        return relationship;
    }

    /** Of the first target that has a name for it. */
    JsonNode childName(JsonNode describe, JsonNode field) {
        return targets(field).values().stream()
                .map(target -> childName(describe, field, target))
                .filter(name -> !name.isNull())
                .findFirst()
                .orElse(NullNode.instance);
    }

    /** What the target's describe calls the records that refer to it by this field. */
    private JsonNode childName(JsonNode describe, JsonNode field, JsonNode target) {
        return nullIfMissing(children.getOrDefault(target.asText(), Map.of())
                .getOrDefault(ServedCatalog.name(describe, field), NullNode.instance));
    }

    /**
     * The names that known tables have given anew to what refers to them: by column the different pairs of a name
     * before and after.
     */
    Map<String, Set<List<JsonNode>>> renamed(JsonNode describe, ExpectedRelationships old, JsonNode before) {
        Map<String, Set<List<JsonNode>>> renamed = new TreeMap<>();
        Map<String, JsonNode> fieldsBefore = DescribedChanges.byName(before.get("fields"));
        for (JsonNode field : describe.get("fields")) {
            JsonNode fieldBefore = fieldsBefore.get(field.get("name").asText());
            if (fieldBefore != null) {
                Map<String, JsonNode> targetsBefore = targets(fieldBefore);
                targets(field).forEach((key, target) -> {
                    JsonNode nameBefore = old.childName(before, fieldBefore, target);
                    JsonNode name = childName(describe, field, target);
                    if (targetsBefore.containsKey(key)
                            && old.knows(target.asText())
                            && describes.containsKey(target.asText())
                            && !name.equals(nameBefore)) {
                        renamed.computeIfAbsent(field.get("name").asText(), column -> new LinkedHashSet<>())
                                .add(List.of(nameBefore, name));
                    }
                });
            }
        }
        return renamed;
    }

    /** Each by its first name, by its name in lower case. */
    private static Map<String, JsonNode> targets(JsonNode field) {
        Map<String, JsonNode> targets = new LinkedHashMap<>();
        field.path("referenceTo")
                .forEach(target -> targets.putIfAbsent(target.asText().toLowerCase(Locale.ROOT), target));
        return targets;
    }

    private static JsonNode nullIfMissing(JsonNode node) {
        return node.isMissingNode() ? NullNode.instance : node;
    }
}
