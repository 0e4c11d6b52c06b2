package io.orgscribe.samplemodel;

import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import io.orgscribe.samplemodel.Evolution.What;

/**
 * Edits that no step of evolution has, those of what no describe shows among them. The latter move the dates that
 * Tooling shows; those of describes only where something comes or goes there, or with {@link
 * OpenFact#DESCRIPTION_MOVES_DATE}.
 */
public final class TestEdits extends Edits {

    private final SampleOrgSettings settings;

    /** @param by name of the user who edits, which definitions show */
    public TestEdits(Org org, SampleOrgSettings settings, Supplier<Instant> now, String by) {
        super(org, now, by);
        this.settings = settings;
    }

    /** The old name is gone, the new one has the same contents and id. Dependent picklists follow. */
    public synchronized List<Evolution> renameField(String table, String field, String newName) {
        Instant at = now();
        TableModel before = table(table);
        FieldModel old = before.field(field);
        List<FieldModel> fields = before.fields().stream()
                .map(f -> f == old
                        ? stamped(f.renamed(newName), stamp(at))
                        : old.name().equals(f.value("controllerName")) ? f.with("controllerName", newName) : f)
                .toList();
        return apply(
                Map.of(table, Optional.of(before.withFields(fields))),
                at,
                new Evolution(table, old.name(), What.FIELD_REMOVED, old.label(), ""),
                new Evolution(table, newName, What.FIELD_ADDED, "", old.label()));
    }

    /** Puts back a field as the org had it at first, at its place. */
    public synchronized List<Evolution> restoreField(String table, String field) {
        TableModel original = planned(table).orElseThrow();
        FieldModel old = original.field(field);
        int at = Math.min(original.fields().indexOf(old), table(table).fields().size());
        return replace(
                table(table).inserting(at, stamped(old, stamp(now()))),
                new Evolution(table, field, What.FIELD_ADDED, "", old.label()));
    }

    /** Puts back a table as the org had it at first. */
    public synchronized List<Evolution> restoreTable(String table) {
        TableModel original = planned(table).orElseThrow();
        return apply(
                Map.of(original.name(), Optional.of(original)),
                now(),
                new Evolution(original.name(), "", What.TABLE_ADDED, "", original.label()));
    }

    private Optional<TableModel> planned(String table) {
        return new Org(settings).unresolved(table);
    }

    /** Puts a picklist of so many values on a new field; made as it is read, so that it takes no memory. */
    public synchronized List<Evolution> addHugePicklist(String table, String field, int size) {
        List<PicklistValue> values = new AbstractList<>() {
            @Override
            public PicklistValue get(int index) {
                String number = String.format("%07d", index);
                return new PicklistValue("MAT-" + number, "Material " + number + " of the catalogue, as delivered");
            }

            @Override
            public int size() {
                return size;
            }
        };
        FieldModel model = syntax.parse(field + " picklist(A/B) p").get(0).with("picklistValues", values);
        return insert(table, table(table).fields().size(), model);
    }

    /** The describing user may read it again, or for the first time. */
    public synchronized void unhideField(String table, String field) {
        permission(table(table).changing(field, f -> f.without(AnnotationKey.HIDDEN)));
    }

    /** From now on the describing user has no access: it is in no describeGlobal, but in Tooling. */
    public synchronized void hideTable(String table) {
        permission(table(table).noting(AnnotationKey.HIDDEN, true));
    }

    /** The describing user has access again, or for the first time. */
    public synchronized void unhideTable(String table) {
        permission(table(table).noting(AnnotationKey.HIDDEN, false));
    }

    /** @param text null to take it away */
    public synchronized void describeField(String table, String field, String text) {
        note(table, field, AnnotationKey.DESCRIPTION, text);
    }

    /** @param text null to take it away */
    public synchronized void describeTable(String table, String text) {
        unseen(stamp -> table(table).noting(AnnotationKey.DESCRIPTION, text).noting(AnnotationKey.EDITED, stamp));
    }

    /** @param text null to take it away */
    public synchronized void describeRecordType(String table, String developerName, String text) {
        unseen(stamp -> table(table).noting(AnnotationKey.RECORD_TYPE + developerName, text));
    }

    /**
     * @param groups compliance groups such as {@code PII}, none to take them away
     * @param classification such as {@code Restricted}, null to take it away
     */
    public synchronized void classify(String table, String field, List<String> groups, String classification) {
        unseen(stamp -> table(table)
                .changing(
                        field,
                        f -> stamped(
                                f.with(AnnotationKey.GROUPS, List.copyOf(groups))
                                        .with(AnnotationKey.CLASSIFICATION, classification),
                                stamp)));
    }

    /**
     * @param ownerId 18 characters of a user or group, null for nobody
     * @param status such as {@code Active}, null to take it away
     */
    public synchronized void changeOwner(String table, String field, String ownerId, String status) {
        unseen(stamp -> table(table)
                .changing(
                        field,
                        f -> stamped(f.with(AnnotationKey.OWNER, ownerId).with(AnnotationKey.STATUS, status), stamp)));
    }

    /** @throws IllegalArgumentException where the field is no roll-up */
    public synchronized void changeRollUp(String table, String field, RollUp rollUp) {
        if (!table(table).field(field).isRollUp()) {
            throw new IllegalArgumentException("No roll-up: " + table + "." + field);
        }
        note(table, field, AnnotationKey.ROLL_UP, rollUp);
    }

    private void note(String table, String field, String key, Object value) {
        unseen(stamp -> table(table).changing(field, f -> stamped(f.with(key, value), stamp)));
    }

    private void unseen(Function<Stamp, TableModel> change) {
        Instant at = now();
        TableModel changed = change.apply(stamp(at));
        if (settings.openFacts().contains(OpenFact.DESCRIPTION_MOVES_DATE)) {
            org.change(Map.of(changed.name(), Optional.of(changed)), at);
        } else {
            org.changeUnseen(changed, at);
        }
    }
}
