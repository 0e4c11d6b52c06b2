package io.orgscribe.extraction;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The changes that must be recorded of an org of which nothing but its describes is known, from the describes of one
 * reading to those of the next. Where no definition tells more, another name is another table or column, and what is
 * missing is presumed to be removed.
 */
final class DescribedChanges {

    private static final String NAME = "childRelationshipName";

    /** By name, of tables that were removed the last that was read. */
    private Map<String, JsonNode> known;

    private Map<String, JsonNode> present;
    /** {@code Table.Column} */
    private final Set<String> removedColumns = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    DescribedChanges(List<JsonNode> first) {
        present = byName(first);
        known = present;
    }

    /** The relationships of the tables that are there. */
    ExpectedRelationships relationships() {
        return new ExpectedRelationships(present, known);
    }

    List<String> next(List<JsonNode> describes) {
        ChangeTexts changes = new ChangeTexts();
        Map<String, JsonNode> knownBefore = known;
        Map<String, JsonNode> before = present;
        ExpectedRelationships relationshipsBefore = relationships();
        present = byName(describes);
        known = byName(known.values());
        known.putAll(present);
        ExpectedRelationships relationships = relationships();
        present.forEach((key, describe) -> {
            String name = describe.get("name").asText();
            if (before.containsKey(key)) {
                table(name, before.get(key), describe, changes);
                relationships
                        .renamed(describe, relationshipsBefore, before.get(key))
                        .forEach((column, names) -> names.forEach(
                                pair -> changes.add(name, column, "changed", NAME, pair.get(0), pair.get(1))));
            } else {
                changes.add(name, null, knownBefore.containsKey(key) ? "restored" : "added", null, null, null);
            }
        });
        before.forEach((key, describe) -> {
            if (!present.containsKey(key)) {
                changes.presumed(describe.get("name").asText(), null, "removed");
            }
        });
        return changes.all();
    }

    private void table(String name, JsonNode before, JsonNode after, ChangeTexts changes) {
        changes.attributes(name, null, ExpectedCatalog.table(before), ExpectedCatalog.table(after));
        Map<String, JsonNode> fieldsBefore = byName(before.get("fields"));
        Map<String, JsonNode> fieldsAfter = byName(after.get("fields"));
        fieldsAfter.forEach((key, field) -> {
            String column = field.get("name").asText();
            JsonNode fieldBefore = fieldsBefore.get(key);
            if (fieldBefore == null) {
                boolean back = removedColumns.remove(name + "." + key);
                changes.add(name, column, back ? "restored" : "added", null, null, null);
            } else {
                changes.attributes(
                        name,
                        column,
                        ExpectedCatalog.column(fieldBefore, before),
                        ExpectedCatalog.column(field, after));
            }
        });
        fieldsBefore.forEach((key, field) -> {
            if (!fieldsAfter.containsKey(key)) {
                removedColumns.add(name + "." + key);
                changes.presumed(name, field.get("name").asText(), "removed");
            }
        });
    }

    /** Salesforce tells no two names apart by their case. */
    static Map<String, JsonNode> byName(Iterable<JsonNode> named) {
        return StreamSupport.stream(named.spliterator(), false)
                .collect(Collectors.toMap(
                        node -> node.get("name").asText(),
                        node -> node,
                        (first, second) -> first,
                        () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));
    }
}
