package io.orgscribe.extraction;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.orgscribe.samplemodel.DefinedField;
import io.orgscribe.samplemodel.DefinedTable;

/** The changes that must be recorded between two readings of an org, from the org's own truth at both times. */
final class ExpectedChanges {

    private final OrgTruth before;
    private final OrgTruth after;
    private final ChangeTexts changes = new ChangeTexts();

    private ExpectedChanges(OrgTruth before, OrgTruth after) {
        this.before = before;
        this.after = after;
    }

    static List<String> between(OrgTruth before, OrgTruth after) {
        ExpectedChanges expected = new ExpectedChanges(before, after);
        Set<String> renamed = new TreeSet<>();
        for (String name : after.describes().keySet()) {
            String old = expected.nameBefore(name);
            if (before.describes().containsKey(old)) {
                if (!old.equals(name)) {
                    renamed.add(old);
                    expected.renamed(name, null, old, name);
                }
                expected.table(old, name);
            } else {
                expected.changes.add(
                        name, null, before.tables().containsKey(old) ? "restored" : "added", null, null, null);
            }
        }
        for (String name : before.describes().keySet()) {
            if (!after.describes().containsKey(name) && !renamed.contains(name)) {
                expected.changes.add(
                        name, null, after.tables().containsKey(name) ? "hidden" : "removed", null, null, null);
            }
        }
        return expected.changes.all();
    }

    /** The name that it had: a custom one is told by its id. */
    private String nameBefore(String name) {
        DefinedTable table = after.tables().get(name);
        return before.tables().values().stream()
                .filter(old -> table.id() != null && table.durableId().equals(old.durableId()))
                .map(DefinedTable::name)
                .findFirst()
                .orElse(name);
    }

    /** Likewise. */
    private String nameBefore(String oldTable, String table, String name) {
        DefinedField field = after.fields().get(table).get(name);
        return before.fields().get(oldTable).values().stream()
                .filter(old -> field.id() != null && field.durableId().equals(old.durableId()))
                .map(DefinedField::name)
                .findFirst()
                .orElse(name);
    }

    private void table(String oldName, String name) {
        Map<String, JsonNode> old = ExpectedCatalog.table(before.describes().get(oldName));
        Map<String, JsonNode> now = ExpectedCatalog.table(after.describes().get(name));
        // Stored with the parent, but no attribute of it: the child's reference says the same.
        // Told above.
        old.remove("name");
        now.remove("name");
        changes.attributes(name, null, old, now);
        DefinedTable oldTable = before.tables().get(oldName);
        DefinedTable newTable = after.tables().get(name);
        changes.attributes(name, null, ExpectedAnnotations.table(oldTable), ExpectedAnnotations.table(newTable));
        changes.list(
                name,
                null,
                "recordTypes",
                ExpectedAnnotations.recordTypes(oldTable),
                ExpectedAnnotations.recordTypes(newTable));
        columns(oldName, name);
    }

    /** Of the definitions' fields some are described, others are hidden. */
    private void columns(String oldTable, String table) {
        Map<String, DefinedField> oldFields = before.fields().get(oldTable);
        Map<String, DefinedField> newFields = after.fields().get(table);
        Set<String> gone = new TreeSet<>(oldFields.keySet());
        for (DefinedField field : newFields.values()) {
            String oldName = nameBefore(oldTable, table, field.name());
            DefinedField old = oldFields.get(oldName);
            gone.remove(oldName);
            if (old == null) {
                changes.add(table, field.name(), "added", null, null, null);
            } else if (old.hidden() != field.hidden()) {
                changes.add(table, field.name(), field.hidden() ? "hidden" : "restored", null, null, null);
            } else {
                if (!oldName.equals(field.name())) {
                    renamed(table, field.name(), oldName, field.name());
                }
                changes.attributes(table, field.name(), column(before, oldTable, old), column(after, table, field));
            }
        }
        gone.forEach(name -> changes.add(table, name, "removed", null, null, null));
    }

    private static Map<String, JsonNode> column(OrgTruth org, String table, DefinedField field) {
        Map<String, JsonNode> column = ExpectedAnnotations.column(field);
        JsonNode describe = org.describes().get(table);
        describe.get("fields").forEach(described -> {
            if (described.get("name").asText().equals(field.name())) {
                column.putAll(ExpectedCatalog.column(described, describe));
            }
        });
        // Told above.
        column.remove("name");
        return column;
    }

    private void renamed(String table, String column, String old, String now) {
        changes.add(table, column, "renamed", "name", TextNode.valueOf(old), TextNode.valueOf(now));
    }
}
