package io.orgscribe.samplemodel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.orgscribe.samplemodel.Evolution.What;

/**
 * Changes the org's metadata one thing at a time. Each change that a describe shows moves the table's Last-Modified, and
 * that of the tables whose describes change with it, as well as the date that Tooling has for the field or table that
 * was edited; it returns all that changed, what follows for other tables included.
 */
public class Edits {

    final Org org;
    final FieldSyntax syntax = new FieldSyntax(new Picklists());
    private final Supplier<Instant> now;
    private final String by;

    /** @param by name of the user who edits */
    public Edits(Org org, Supplier<Instant> now, String by) {
        this.org = org;
        this.now = now;
        this.by = by;
    }

    /** From now on the describing user may not read it: it is in no describe, but in Tooling. */
    public synchronized void hideField(String table, String field) {
        permission(table(table).changing(field, f -> f.with(AnnotationKey.HIDDEN, true)));
    }

    final void permission(TableModel changed) {
        apply(Map.of(changed.name(), Optional.of(changed)), now());
    }

    /** @param field as {@link FieldSyntax} reads it, such as {@code Fax_2__c phone "Second Fax"} */
    public synchronized List<Evolution> addField(String table, String field) {
        return insertField(table, table(table).fields().size(), field);
    }

    /** Puts a field between others, so that all behind it move on by one. */
    public synchronized List<Evolution> insertFieldInMiddle(String table, String field) {
        return insertField(table, table(table).fields().size() / 2, field);
    }

    private List<Evolution> insertField(String table, int at, String text) {
        return insert(table, at, syntax.parse(text).get(0));
    }

    /** A field that was not there before has an id that no other had, whatever its name. */
    final List<Evolution> insert(String table, int at, FieldModel field) {
        Instant instant = now();
        FieldModel added = stamped(field, stamp(instant)).with(AnnotationKey.ORIGIN, field.name() + "@" + instant);
        return apply(
                Map.of(table, Optional.of(table(table).inserting(at, added))),
                instant,
                new Evolution(table, field.name(), What.FIELD_ADDED, "", field.label()));
    }

    public synchronized List<Evolution> removeField(String table, String field) {
        FieldModel old = table(table).field(field);
        return replace(table(table).without(field), new Evolution(table, field, What.FIELD_REMOVED, old.label(), ""));
    }

    public synchronized List<Evolution> relabel(String table, String field, String label) {
        return set(table, field, What.LABEL, "label", label);
    }

    public synchronized List<Evolution> relabelTable(String table, String label, String plural) {
        return replace(
                table(table).labelled(label, plural).noting(AnnotationKey.EDITED, stamp(now())),
                new Evolution(table, "", What.LABEL, table(table).label(), label));
    }

    public synchronized List<Evolution> changeHelpText(String table, String field, String help) {
        return set(table, field, What.HELP_TEXT, "inlineHelpText", help);
    }

    public synchronized List<Evolution> changeFormula(String table, String field, String formula) {
        return set(table, field, What.FORMULA, "calculatedFormula", formula);
    }

    public synchronized List<Evolution> changeLength(String table, String field, int length) {
        Object before = table(table).field(field).value("length");
        return change(
                table,
                field,
                f -> f.with("length", length, Map.of("byteLength", 3 * length)),
                new Evolution(table, field, What.LENGTH, String.valueOf(before), String.valueOf(length)));
    }

    /** A text becomes a long one, or the other way round; other types keep only label, help text and custom. */
    public synchronized List<Evolution> changeType(String table, String field, String typeAndArguments) {
        FieldModel old = table(table).field(field);
        FieldModel typed = syntax.parse(field + " " + typeAndArguments).get(0);
        FieldModel renewed = typed.with("label", old.label(), Map.of("custom", old.custom()))
                .with("inlineHelpText", old.value("inlineHelpText"));
        return change(table, field, f -> renewed, new Evolution(table, field, What.TYPE, old.type(), typed.type()));
    }

    public synchronized List<Evolution> addPicklistValue(String table, String field, String value, String label) {
        List<PicklistValue> values = new ArrayList<>(table(table).field(field).picklistValues());
        values.add(new PicklistValue(value, label));
        return picklist(table, field, values, "", value);
    }

    public synchronized List<Evolution> removePicklistValue(String table, String field, String value) {
        List<PicklistValue> values = new ArrayList<>(table(table).field(field).picklistValues());
        if (!values.removeIf(v -> v.value().equals(value))) {
            throw new NoSuchElementException("No value " + value + " in " + table + "." + field);
        }
        return picklist(table, field, values, value, "");
    }

    public synchronized List<Evolution> relabelPicklistValue(String table, String field, String value, String label) {
        List<PicklistValue> values = new ArrayList<>(table(table).field(field).picklistValues());
        values.replaceAll(v -> v.value().equals(value) ? v.withLabel(label) : v);
        return picklist(table, field, values, value, value + "=" + label);
    }

    /** The last value becomes the first. */
    public synchronized List<Evolution> reorderPicklist(String table, String field) {
        List<PicklistValue> values = new ArrayList<>(table(table).field(field).picklistValues());
        Collections.rotate(values, 1);
        return picklist(table, field, values, "order", "order");
    }

    private List<Evolution> picklist(String table, String field, List<PicklistValue> values, String went, String came) {
        return change(
                table,
                field,
                f -> f.with("picklistValues", List.copyOf(values)),
                new Evolution(table, field, What.PICKLIST, went, came));
    }

    public synchronized List<Evolution> addReferenceTarget(String table, String field, String target) {
        List<String> targets =
                new ArrayList<>(org.resolved(table(table)).field(field).referenceTo());
        targets.add(target);
        return change(
                table,
                field,
                f -> f.with(
                        "referenceTo",
                        List.copyOf(targets),
                        Map.of("polymorphicForeignKey", true, "namePointing", true)),
                new Evolution(table, field, What.REFERENCE_TO, "", target));
    }

    public synchronized List<Evolution> addRecordType(String table, String id, String developerName, String name) {
        List<RecordType> types = new ArrayList<>(table(table).recordTypes());
        types.add(0, new RecordType(id, developerName, name, true, false));
        if (types.size() == 1) {
            types.add(RecordType.MASTER);
        }
        return replace(
                table(table).withRecordTypes(types), new Evolution(table, "", What.RECORD_TYPES, "", developerName));
    }

    /** A new custom object with the fields of another one. */
    public synchronized List<Evolution> addTable(String name, String label, String plural, String like) {
        Instant at = now();
        TableModel model = table(like)
                .withoutNotes()
                .named(name)
                .labelled(label, plural)
                .withRecordTypes(List.of())
                .noting(AnnotationKey.ORIGIN, name + "@" + at)
                .noting(AnnotationKey.EDITED, stamp(at));
        return apply(Map.of(name, Optional.of(model)), at, new Evolution(name, "", What.TABLE_ADDED, "", label));
    }

    public synchronized List<Evolution> removeTable(String table) {
        String label = table(table).label();
        return apply(Map.of(table, Optional.empty()), now(), new Evolution(table, "", What.TABLE_REMOVED, label, ""));
    }

    /** The old name is gone, the new one has the same contents, id and key prefix. */
    public synchronized List<Evolution> renameTable(String table, String newName) {
        Instant at = now();
        TableModel old = table(table);
        Map<String, Optional<TableModel>> both = new LinkedHashMap<>();
        both.put(
                newName,
                Optional.of(old.named(newName)
                        .noting(AnnotationKey.ORIGIN, old.origin())
                        .noting(AnnotationKey.EDITED, stamp(at))));
        both.put(table, Optional.empty());
        return apply(both, at, new Evolution(table, "", What.TABLE_RENAMED, table, newName));
    }

    private List<Evolution> set(String table, String field, What what, String key, String value) {
        String before = (String) table(table).field(field).value(key);
        return change(
                table,
                field,
                f -> f.with(key, value),
                new Evolution(table, field, what, before == null ? "" : before, value == null ? "" : value));
    }

    final List<Evolution> replace(TableModel table, Evolution evolution) {
        return apply(Map.of(table.name(), Optional.of(table)), now(), evolution);
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
        all.addAll(
                Arrays.stream(evolutions).flatMap(e -> org.ofCopy(e).stream()).toList());
        all.addAll(cascadedChanges.after(at));
        return all;
    }

    final TableModel table(String name) {
        return org.unresolved(name).orElseThrow(() -> new NoSuchElementException("No table " + name));
    }
}
