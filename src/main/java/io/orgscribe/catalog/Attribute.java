package io.orgscribe.catalog;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One attribute that a reading brings. The lists below are the only place that names them: the content hash, COPY,
 * reconcile's statements and the REST fields follow from them.
 *
 * @param name as in REST and in changes
 * @param column in staging, in the catalog and in its history
 */
record Attribute<R>(String name, String column, Comparison comparison, Function<R, Object> value) {

    /** How a difference between two readings is written down. */
    enum Comparison {
        /** before and after whole */
        WHOLE,
        /** text[]: before and after hold only what went and what came */
        NAMES,
        /** jsonb array of objects: likewise, without their {@code recordTypeId} */
        ENTRIES,
        /** hash of a list kept elsewhere: likewise */
        PICKLIST,
        /** jsonb object: one change for each member */
        MEMBERS
    }

    static final List<Attribute<TableReading>> TABLE = List.of(
            whole("name", "name", TableReading::name),
            whole("label", "label", TableReading::label),
            whole("labelPlural", "label_plural", TableReading::labelPlural),
            whole("kind", "kind", TableReading::kind),
            whole("namespace", "namespace", TableReading::namespace),
            whole("keyPrefix", "key_prefix", TableReading::keyPrefix),
            whole("mainTable", "main_table", TableReading::mainTable),
            whole("custom", "custom", TableReading::custom),
            whole("queryable", "queryable", TableReading::queryable),
            whole("createable", "createable", TableReading::createable),
            whole("updateable", "updateable", TableReading::updateable),
            whole("deletable", "deletable", TableReading::deletable),
            whole("searchable", "searchable", TableReading::searchable),
            new Attribute<>("recordTypes", "record_types", Comparison.ENTRIES, TableReading::recordTypes),
            new Attribute<>("native", "native", Comparison.MEMBERS, TableReading::nativeValues));

    static final List<Attribute<ColumnReading>> COLUMN = List.of(
            whole("name", "name", ColumnReading::name),
            whole("label", "label", ColumnReading::label),
            whole("type", "type", ColumnReading::type),
            whole("nativeType", "native_type", ColumnReading::nativeType),
            whole("length", "length", ColumnReading::length),
            whole("precision", "precision", ColumnReading::precision),
            whole("scale", "scale", ColumnReading::scale),
            whole("nullable", "nullable", ColumnReading::nullable),
            whole("unique", "is_unique", ColumnReading::unique),
            whole("externalId", "external_id", ColumnReading::externalId),
            whole("primaryKey", "primary_key", ColumnReading::primaryKey),
            whole("custom", "custom", ColumnReading::custom),
            whole("calculated", "calculated", ColumnReading::calculated),
            whole("formula", "formula", ColumnReading::formula),
            whole("defaultValue", "default_value", ColumnReading::defaultValue),
            whole("helpText", "help_text", ColumnReading::helpText),
            new Attribute<>("picklist", "picklist", Comparison.PICKLIST, Attribute::picklistHash),
            new Attribute<>("references", "reference_to", Comparison.NAMES, ColumnReading::references),
            whole("relationshipName", "relationship_name", ColumnReading::relationshipName),
            whole("masterDetail", "master_detail", ColumnReading::masterDetail),
            new Attribute<>("native", "native", Comparison.MEMBERS, ColumnReading::nativeValues));

    private static <R> Attribute<R> whole(String name, String column, Function<R, Object> value) {
        return new Attribute<>(name, column, Comparison.WHOLE, value);
    }

    private static Object picklistHash(ColumnReading column) {
        return column.picklist() == null ? null : ContentHash.of(List.of(column.picklist()));
    }

    static <R> List<Object> values(List<Attribute<R>> attributes, R reading) {
        return attributes.stream().map(a -> a.value().apply(reading)).collect(Collectors.toList());
    }

    /** {@code name, label, …}, or with a prefix {@code s.name, s.label, …}. */
    static <R> String columns(List<Attribute<R>> attributes, String prefix) {
        return attributes.stream().map(a -> prefix + a.column()).collect(Collectors.joining(", "));
    }

    /** {@code name = s.name, label = s.label, …}. */
    static <R> String assignments(List<Attribute<R>> attributes, String prefix) {
        return attributes.stream()
                .map(a -> a.column() + " = " + prefix + a.column())
                .collect(Collectors.joining(", "));
    }
}
