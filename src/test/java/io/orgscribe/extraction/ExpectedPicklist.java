package io.orgscribe.extraction;

import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the catalog must say of a field's picklist, read independently of the code under test. */
final class ExpectedPicklist {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What is told of an entry of a picklist by itself. */
    private static final Set<String> ENTRY = Set.of("value", "label", "active", "defaultValue", "validFor");

    private ExpectedPicklist() {}

    /** The values of the controlling field in their order; null where the describe does not have that field. */
    private static List<String> controlling(JsonNode field, JsonNode describe) {
        for (JsonNode other : describe.get("fields")) {
            if (other.get("name").equals(field.path("controllerName"))) {
                return other.get("type").asText().equals("boolean")
                        ? List.of("false", "true")
                        : StreamSupport.stream(other.get("picklistValues").spliterator(), false)
                                .map(entry -> entry.path("value").textValue())
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
        ArrayNode valid = JSON.arrayNode();
        BitSet.valueOf(bytes).stream()
                .filter(bit -> bit < controlling.size())
                .forEach(bit -> valid.add(controlling.get(bit)));
        return valid;
    }

    /** @param describe that the field is of: what a dependent picklist says is about another field of it */
    static JsonNode of(JsonNode field, JsonNode describe) {
        JsonNode entries = field.path("picklistValues");
        List<String> controlling = controlling(field, describe);
        if (entries.isEmpty()) {
            return NullNode.instance;
        }
        ArrayNode picklist = JSON.arrayNode();
        for (JsonNode entry : entries) {
            ObjectNode kept = picklist.addObject();
            ObjectNode rest = ExpectedCatalog.withoutDefaults(
                    ((ObjectNode) entry).deepCopy().remove(ENTRY));
            if (!rest.isEmpty()) {
                kept.set("native", rest);
            }
            kept.put("value", entry.path("value").textValue());
            kept.put("label", entry.path("label").textValue());
            kept.set("active", ExpectedCatalog.flag(entry.path("active")));
            kept.set("default", ExpectedCatalog.flag(entry.path("defaultValue")));
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
}
