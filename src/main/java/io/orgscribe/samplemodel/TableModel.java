package io.orgscribe.samplemodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One sObject with all that its describe says, but for child relationships, which follow from the others' references.
 *
 * @param keyPrefix may be null, as it is for four sObjects in ten
 * @param parent of a satellite the sObject that it belongs to, else null
 * @param recordTypes empty where it has none
 * @param notes what edits have made of what no describe shows
 */
public record TableModel(
        String name,
        String label,
        String labelPlural,
        String keyPrefix,
        TableKind kind,
        String parent,
        boolean queryable,
        List<RecordType> recordTypes,
        List<FieldModel> fields,
        Map<String, Object> notes) {

    public FieldModel field(String fieldName) {
        return find(fieldName).orElseThrow(() -> new NoSuchElementException("No field " + fieldName + " on " + name));
    }

    /** Its field of that name, without regard to case, if it has one. */
    public Optional<FieldModel> find(String fieldName) {
        return fields.stream().filter(f -> f.name().equalsIgnoreCase(fieldName)).findFirst();
    }

    public boolean custom() {
        return name.contains("__");
    }

    /** As the describing user sees it. */
    public TableModel visible() {
        return withFields(fields.stream().filter(f -> !f.hidden()).toList());
    }

    public boolean hidden() {
        return Boolean.TRUE.equals(notes.get(AnnotationKey.HIDDEN));
    }

    /** What its id and those of its fields follow from, whatever it is called now. */
    String origin() {
        return (String) notes.getOrDefault(AnnotationKey.ORIGIN, name);
    }

    TableModel withFields(List<FieldModel> newFields) {
        return new TableModel(
                name,
                label,
                labelPlural,
                keyPrefix,
                kind,
                parent,
                queryable,
                recordTypes,
                List.copyOf(newFields),
                notes);
    }

    TableModel withRecordTypes(List<RecordType> newTypes) {
        return new TableModel(
                name, label, labelPlural, keyPrefix, kind, parent, queryable, List.copyOf(newTypes), fields, notes);
    }

    TableModel labelled(String newLabel, String newPlural) {
        return new TableModel(
                name, newLabel, newPlural, keyPrefix, kind, parent, queryable, recordTypes, fields, notes);
    }

    TableModel named(String newName) {
        return new TableModel(
                newName, label, labelPlural, keyPrefix, kind, parent, queryable, recordTypes, fields, notes);
    }

    TableModel withoutNotes() {
        return new TableModel(
                name, label, labelPlural, keyPrefix, kind, parent, queryable, recordTypes, fields, Map.of());
    }

    TableModel noting(String key, Object value) {
        Map<String, Object> changed = new HashMap<>(notes);
        changed.put(key, value);
        return new TableModel(
                name, label, labelPlural, keyPrefix, kind, parent, queryable, recordTypes, fields, changed);
    }

    TableModel changing(String fieldName, UnaryOperator<FieldModel> change) {
        FieldModel old = field(fieldName);
        return withFields(
                fields.stream().map(f -> f == old ? change.apply(f) : f).toList());
    }

    TableModel without(String fieldName) {
        FieldModel old = field(fieldName);
        return withFields(fields.stream().filter(f -> f != old).toList());
    }

    TableModel inserting(int at, FieldModel field) {
        List<FieldModel> all = new ArrayList<>(fields);
        all.add(at, field);
        return withFields(all);
    }
}
