package io.orgscribe.extraction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.orgscribe.salesforce.Recordings;

/** Other values for the members of recorded describes, of the kind that Salesforce has there. */
final class EditedValues {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int SAMPLES = 50;

    /** Of members that are null, or always the same, in what is recorded; by kind of object and member. */
    private static final Map<String, String> CHOICES = Map.of(
            ".associateEntityType", "[null, \"History\", \"Share\", \"Comment\"]",
            ".associateParentEntity", "[null, \"Account\", \"Contact\"]",
            "fields.type", "[\"string\", \"anyType\", \"id\", \"hologram\", \"int\", \"multipicklist\"]",
            "fields.relationshipOrder", "[null, 0, 1]",
            "fields.defaultValue", "[null, true, 5, 1.5, \"x\"]",
            "fields.filteredLookupInfo", "[null, {\"controllingFields\": [\"Name\"], \"dependent\": true}]");

    private final Random random;
    /** By kind of object and member, the values that it has somewhere. */
    private final Map<String, Set<JsonNode>> samples = new HashMap<>();

    EditedValues(Random random, List<JsonNode> describes) {
        this.random = random;
        CHOICES.forEach((member, values) -> Recordings.tree(values.getBytes(StandardCharsets.UTF_8))
                .forEach(value -> samples.computeIfAbsent(member, any -> new LinkedHashSet<>())
                        .add(value)));
        describes.forEach(describe -> collect("", describe));
    }

    private void collect(String kind, JsonNode object) {
        object.properties().forEach(member -> {
            Set<JsonNode> values = samples.computeIfAbsent(kind + "." + member.getKey(), any -> new LinkedHashSet<>());
            if (values.size() < SAMPLES && !CHOICES.containsKey(kind + "." + member.getKey())) {
                values.add(member.getValue());
            }
            if (member.getValue().isArray()) {
                member.getValue().forEach(entry -> {
                    if (entry.isObject()) {
                        collect(member.getKey(), entry);
                    } else {
                        samples.computeIfAbsent(member.getKey() + "[]", any -> new LinkedHashSet<>())
                                .add(entry);
                    }
                });
            }
        });
    }

    /** One that it has elsewhere, none, or a new one. */
    JsonNode other(String kind, String member, JsonNode value) {
        if (CHOICES.containsKey(kind + "." + member)) {
            return sample(kind + "." + member);
        }
        return switch (random.nextInt(4)) {
            case 0 -> member.equals("type") ? value : NullNode.instance;
            case 1 -> sample(kind + "." + member);
            default -> edited(member, value.isNull() || value.isMissingNode() ? sample(kind + "." + member) : value);
        };
    }

    private JsonNode sample(String key) {
        List<JsonNode> values = new ArrayList<>(samples.getOrDefault(key, Set.of()));
        return values.isEmpty()
                ? JSON.textNode("invented")
                : values.get(random.nextInt(values.size())).deepCopy();
    }

    private JsonNode edited(String member, JsonNode value) {
        if (value.isBoolean()) {
            return BooleanNode.valueOf(!value.asBoolean());
        }
        if (value.isNumber()) {
            return JSON.numberNode(random.nextInt(3) == 0 ? 0 : value.asInt() + 1);
        }
        if (value instanceof ArrayNode array) {
            return edited(member, array.deepCopy());
        }
        if (value instanceof ObjectNode object) {
            return object.deepCopy().put("invented", random.nextInt(100));
        }
        if (member.equals("validFor")) {
            byte[] bits = new byte[3];
            random.nextBytes(bits);
            return JSON.textNode(Base64.getEncoder().encodeToString(bits));
        }
        return JSON.textNode(random.nextInt(3) == 0 ? "" : value.asText() + " \"edited\"\n<\u00e9\ud83d\ude00>");
    }

    private JsonNode edited(String member, ArrayNode array) {
        switch (random.nextInt(array.isEmpty() ? 1 : 4)) {
            case 0 -> array.insert(random.nextInt(array.size() + 1), entry(member));
            case 1 -> array.remove(random.nextInt(array.size()));
            case 2 -> array.add(array.remove(0));
            default -> array.removeAll();
        }
        return array;
    }

    /** One more, which no other is like. */
    private JsonNode entry(String member) {
        if (samples.containsKey(member + "[]")) {
            return sample(member + "[]");
        }
        ObjectNode entry = JSON.objectNode();
        samples.keySet().stream()
                .filter(key -> key.startsWith(member + "."))
                .forEach(key -> entry.set(key.substring(member.length() + 1), sample(key)));
        if (member.equals("childRelationships")) {
            entry.put("field", "Invented" + random.nextInt());
        }
        return entry.isEmpty() ? JSON.textNode("invented") : entry;
    }
}
