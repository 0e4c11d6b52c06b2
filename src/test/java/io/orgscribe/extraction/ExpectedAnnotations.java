package io.orgscribe.extraction;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.orgscribe.samplemodel.DefinedField;
import io.orgscribe.samplemodel.DefinedRecordType;
import io.orgscribe.samplemodel.DefinedTable;
import io.orgscribe.samplemodel.RollUp;

/** What the catalog must say beyond describes: attribute to value, from the sample org's own truth. */
final class ExpectedAnnotations {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final DateTimeFormatter SERVED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private ExpectedAnnotations() {}

    static Map<String, JsonNode> table(DefinedTable table) {
        Map<String, JsonNode> expected = new LinkedHashMap<>();
        expected.put("durableId", custom(table.durableId(), "01I"));
        expected.put("description", text(table.description()));
        expected.put("deploymentStatus", text(table.deploymentStatus()));
        expected.put("internalSharingModel", text(table.internalSharing()));
        expected.put("externalSharingModel", text(table.externalSharing()));
        expected.put("customizable", JSON.booleanNode(table.customizable()));
        expected.put("manageableState", text(table.manageableState()));
        expected.put("lastModifiedAt", time(table.modifiedAt()));
        expected.put("lastModifiedBy", text(table.modifiedBy()));
        expected.put("hidden", JSON.booleanNode(table.hidden()));
        return expected;
    }

    static Map<String, JsonNode> column(DefinedField field) {
        Map<String, JsonNode> expected = new LinkedHashMap<>();
        String durableId = field.durableId();
        expected.put("durableId", custom(durableId.substring(durableId.indexOf('.') + 1), "00N"));
        expected.put("description", text(field.description()));
        expected.put("complianceGroups", groups(field));
        expected.put("securityClassification", text(field.securityClassification()));
        expected.put("businessOwner", text(field.businessOwnerId()));
        expected.put("businessStatus", text(field.businessStatus()));
        expected.put("manageableState", text(field.manageableState()));
        expected.put("rollUp", field.rollUp() == null ? NullNode.instance : rollUp(field.rollUp()));
        expected.put("lastModifiedAt", time(field.modifiedAt()));
        expected.put("lastModifiedBy", text(field.modifiedBy()));
        expected.put("hidden", JSON.booleanNode(field.hidden()));
        return expected;
    }

    /** Record types that have a description, in the order of their ids: {@code {developerName, description, active}}. */
    static ArrayNode recordTypes(DefinedTable table) {
        ArrayNode described = JSON.arrayNode();
        table.recordTypes().stream()
                .filter(type -> type.description() != null)
                .sorted(Comparator.comparing(DefinedRecordType::id))
                .forEach(type -> described
                        .addObject()
                        .put("developerName", type.developerName())
                        .put("description", type.description())
                        .put("active", type.active()));
        return described;
    }

    /** @param described as the describe has them */
    static JsonNode withDescriptions(JsonNode described, DefinedTable table) {
        JsonNode completed = described.deepCopy();
        recordTypes(table)
                .forEach(type -> completed.forEach(entry -> {
                    if (entry.get("developerName").equals(type.get("developerName"))) {
                        ((ObjectNode) entry).set("description", type.get("description"));
                    }
                }));
        return completed;
    }

    private static ArrayNode groups(DefinedField field) {
        ArrayNode groups = JSON.arrayNode();
        field.complianceGroups().forEach(groups::add);
        return groups;
    }

    /** As Metadata names fields, with their tables. */
    private static JsonNode rollUp(RollUp rollUp) {
        ObjectNode expected = JSON.objectNode();
        expected.put("table", rollUp.table());
        expected.put("operation", rollUp.operation());
        if (rollUp.field() != null) {
            expected.put("field", rollUp.table() + "." + rollUp.field());
        }
        expected.put("foreignKey", rollUp.table() + "." + rollUp.foreignKey());
        ArrayNode filter = expected.putArray("filter");
        rollUp.filters()
                .forEach(item -> filter.addObject()
                        .put("field", rollUp.table() + "." + item.field())
                        .put("operation", item.operation())
                        .put("value", item.value()));
        return expected;
    }

    /** Standard ones have no id. */
    private static JsonNode custom(String durableId, String prefix) {
        return durableId.startsWith(prefix) && durableId.length() == 15 ? text(durableId) : NullNode.instance;
    }

    private static JsonNode text(String text) {
        return text == null ? NullNode.instance : JSON.textNode(text);
    }

    private static JsonNode time(Instant time) {
        return time == null ? NullNode.instance : JSON.textNode(SERVED.format(time));
    }
}
