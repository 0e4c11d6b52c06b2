package io.orgscribe.extraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Random edits of an org's describes: over every member of every kind of object that they hold, and over what there is
 * of tables and fields. Nothing is said that Salesforce could not say.
 */
final class RecordedEdits {

    /** Objects of a describe, and the members by which one is told from others of its list. */
    private static final Map<String, Set<String>> KEPT = Map.of(
            "", Set.of("name", "fields"),
            "fields", Set.of("name"),
            "picklistValues", Set.of(),
            "recordTypeInfos", Set.of(),
            "childRelationships", Set.of("childSObject", "field"));

    private static final String INVENTED = "inventedInWinter28";

    private final Random random;
    private final List<ObjectNode> describes = new ArrayList<>();
    private final EditedValues values;
    private int names;

    private RecordedEdits(List<JsonNode> describes, long seed) {
        random = new Random(seed);
        describes.forEach(describe -> this.describes.add(describe.deepCopy()));
        values = new EditedValues(random, describes);
    }

    static List<JsonNode> of(List<JsonNode> describes, long seed) {
        RecordedEdits edits = new RecordedEdits(describes, seed);
        edits.members();
        edits.relationshipNames();
        edits.fields();
        edits.tables();
        return List.copyOf(edits.describes);
    }

    /** Each member of each kind of object somewhere, some several times; some go, and some have never been there. */
    private void members() {
        Map<String, List<ObjectNode>> objects = new TreeMap<>();
        describes.forEach(describe -> collect("", describe, objects));
        objects.forEach((kind, list) -> {
            Set<String> members = new TreeSet<>();
            list.forEach(object -> object.fieldNames().forEachRemaining(members::add));
            members.add(INVENTED);
            members.removeAll(KEPT.get(kind));
            for (String member : members) {
                for (int i = 0; i < 3; i++) {
                    ObjectNode object = list.get(random.nextInt(list.size()));
                    if (random.nextInt(10) == 0 && !member.equals("type")) {
                        object.remove(member);
                    } else {
                        JsonNode other = values.other(kind, member, object.path(member));
                        // Of an entry what is new is not kept: see docs/differences.md.
                        if (!kind.equals("picklistValues") || !member.equals(INVENTED)) {
                            object.set(member, other);
                        }
                    }
                }
            }
        });
    }

    private static void collect(String kind, JsonNode object, Map<String, List<ObjectNode>> objects) {
        objects.computeIfAbsent(kind, any -> new ArrayList<>()).add((ObjectNode) object);
        KEPT.keySet().forEach(list -> object.path(list).forEach(entry -> collect(list, entry, objects)));
    }

    /** What many parents call alike they call alike afterwards. */
    private void relationshipNames() {
        Set<String> common = new TreeSet<>();
        Set<String> seen = new TreeSet<>();
        for (JsonNode describe : describes) {
            for (JsonNode entry : describe.path("childRelationships")) {
                if (entry.path("relationshipName").isTextual() && !seen.add(child(entry))) {
                    common.add(child(entry));
                }
            }
        }
        if (!common.isEmpty()) {
            String renamed = List.copyOf(common).get(random.nextInt(common.size()));
            describes.forEach(describe -> describe.path("childRelationships").forEach(entry -> {
                if (child(entry).equals(renamed)) {
                    ((ObjectNode) entry).put("relationshipName", "Renamed" + random.nextInt(2));
                }
            }));
        }
    }

    private static String child(JsonNode entry) {
        return entry.path("childSObject").asText() + "." + entry.path("field").asText();
    }

    /** Some go, come, get a name of other case, or change places. */
    private void fields() {
        for (int i = 0; i < 1 + describes.size() / 10; i++) {
            ObjectNode describe = any();
            ArrayNode fields = (ArrayNode) describe.get("fields");
            if (fields.size() > 4) {
                fields.remove(random.nextInt(fields.size()));
                rename(describe, (ObjectNode) fields.get(random.nextInt(fields.size())));
                fields.insert(random.nextInt(fields.size()), renamed(fields.get(random.nextInt(fields.size()))));
            }
            ArrayNode moved = (ArrayNode) any().get("fields");
            if (moved.size() > 1) {
                moved.add(moved.remove(random.nextInt(moved.size() - 1)));
            }
        }
    }

    private void tables() {
        if (describes.size() > 3) {
            describes.remove(random.nextInt(describes.size()));
            describes.remove(random.nextInt(describes.size()));
            ObjectNode added = renamed(any());
            describes.add(added);
            rename(any(), null);
        }
    }

    private ObjectNode any() {
        return describes.get(random.nextInt(describes.size()));
    }

    private ObjectNode renamed(JsonNode named) {
        ObjectNode renamed = named.deepCopy();
        return renamed.put("name", "Edited" + names++ + "_" + named.get("name").asText());
    }

    /** To upper case, wherever it is named. */
    private void rename(ObjectNode describe, ObjectNode field) {
        ObjectNode renamed = field == null ? describe : field;
        String member = field == null ? "childSObject" : "field";
        JsonNode name = renamed.get("name");
        JsonNode table = describe.get("name");
        JsonNode upper = TextNode.valueOf(name.asText().toUpperCase(Locale.ROOT));
        renamed.set("name", upper);
        describes.forEach(parent -> parent.path("childRelationships").forEach(entry -> {
            if (entry.path("childSObject").equals(table) && entry.path(member).equals(name)) {
                ((ObjectNode) entry).set(member, upper);
            }
        }));
    }
}
