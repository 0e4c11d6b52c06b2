package io.orgscribe.samplemodel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Edits of what no describe shows, and of who sees what. They move the dates that Tooling shows; those of describes only
 * where something comes or goes there, or with {@link OpenFact#DESCRIPTION_MOVES_DATE}.
 */
public abstract sealed class DefinitionEdits permits Edits {

    final Org org;
    private final Supplier<Instant> now;
    private final String by;
    private final boolean movesDescribes;

    /**
     * @param by name of the user who edits
     * @param movesDescribes whether an edit of what no describe shows moves the describe's date
     */
    DefinitionEdits(Org org, Supplier<Instant> now, String by, boolean movesDescribes) {
        this.org = org;
        this.now = now;
        this.by = by;
        this.movesDescribes = movesDescribes;
    }

    /** From now on the describing user may not read it: it is in no describe, but in Tooling. */
    public synchronized void hideField(String table, String field) {
        permission(table(table).changing(field, f -> f.with(AnnotationKey.HIDDEN, true)));
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

    private void permission(TableModel changed) {
        apply(Map.of(changed.name(), Optional.of(changed)), now());
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
        TableModel changed = change.apply(new Stamp(at, by));
        if (movesDescribes) {
            org.change(Map.of(changed.name(), Optional.of(changed)), at);
        } else {
            org.changeUnseen(changed, at);
        }
    }

    final Instant now() {
        return now.get();
    }

    final Stamp stamp(Instant at) {
        return new Stamp(at, by);
    }

    static FieldModel stamped(FieldModel field, Stamp stamp) {
        return field.with(AnnotationKey.EDITED, stamp);
    }

    final List<Evolution> change(String table, String field, UnaryOperator<FieldModel> change, Evolution evolution) {
        Instant at = now();
        TableModel changed = table(table).changing(field, f -> stamped(change.apply(f), stamp(at)));
        return apply(Map.of(changed.name(), Optional.of(changed)), at, evolution);
    }

    /** Also tells what follows for other tables, and moves their dates. */
    final List<Evolution> apply(Map<String, Optional<TableModel>> tables, Instant at, Evolution... evolutions) {
        CascadedChanges cascadedChanges = new CascadedChanges(org, tables);
        org.change(tables, at);
        List<Evolution> all = new ArrayList<>(List.of(evolutions));
        all.addAll(cascadedChanges.after(at));
        return all;
    }

    final TableModel table(String name) {
        return org.unresolved(name).orElseThrow(() -> new NoSuchElementException("No table " + name));
    }
}
