package io.orgscribe.salesforce;

import java.util.Random;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Describes made from a seed, with something of all that real ones have. */
final class DescribeBodies {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private DescribeBodies() {}

    static ObjectNode describe(String name, int fields, long seed) {
        Random random = new Random(seed);
        ObjectNode root = JSON.objectNode()
                .put("name", name)
                .put("label", " Lábel " + random.nextInt(99))
                .put("custom", name.endsWith("__c"))
                .put("mergeable", random.nextBoolean())
                .put("sobjectDescribeOption", "FULL");
        root.putObject("urls").put("describe", "/services/data/v59.0/sobjects/" + name + "/describe");
        root.putNull("listviewable");
        root.putArray("childRelationships")
                .addObject()
                .put("childSObject", "Note")
                .put("field", "ParentId")
                .putNull("relationshipName");
        ArrayNode list = root.putArray("fields");
        for (int i = 0; i < fields; i++) {
            list.add(field("Field" + i + "__c", random));
        }
        return root;
    }

    /** @param validFor how many bytes of it each value carries, which makes the body large */
    static ObjectNode withPicklist(String name, int values, int validFor, long seed) {
        ObjectNode root = describe(name, 3, seed);
        ObjectNode field = (ObjectNode) root.get("fields").get(1);
        field.put("type", "picklist").set("picklistValues", picklist(values, validFor, new Random(seed)));
        return root;
    }

    private static ObjectNode field(String name, Random random) {
        ObjectNode field = JSON.objectNode()
                .put("name", name)
                .put("label", "Lábel \"" + random.nextInt(99) + "\"\n")
                .put("type", random.nextBoolean() ? "string" : "sometypeofthefuture")
                .put("length", random.nextInt(300))
                .put("nillable", random.nextBoolean())
                .put("cascadeDelete", random.nextBoolean())
                .put("digits", random.nextInt(3))
                .put("mask", "");
        field.putNull("unique").putNull("inlineHelpText");
        switch (random.nextInt(4)) {
            case 0 -> field.put("defaultValue", true);
            case 1 -> field.put("defaultValue", "x");
            case 2 -> field.put("defaultValue", 1.50);
            default -> field.putNull("defaultValue");
        }
        field.putObject("filteredLookupInfo").put("dependent", true).putArray("controllingFields");
        field.putArray("referenceTo").add("Account").add("Contact");
        field.set("picklistValues", picklist(random.nextInt(3), 4, random));
        return field;
    }

    private static ArrayNode picklist(int values, int validFor, Random random) {
        ArrayNode list = JSON.arrayNode();
        for (int i = 0; i < values; i++) {
            ObjectNode value = list.addObject().put("value", "v" + i % 997).put("active", true);
            if (random.nextInt(5) == 0) {
                value.putNull("label");
            } else {
                value.put("label", "Wért " + i);
            }
            value.put("validFor", "A".repeat(validFor));
        }
        return list;
    }
}
