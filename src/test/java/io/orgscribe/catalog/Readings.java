package io.orgscribe.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Builders of readings for tests. */
final class Readings {

    private Readings() {}

    static TableBuilder table(String name) {
        return new TableBuilder(name);
    }

    static ColumnBuilder column(String name) {
        return new ColumnBuilder(name);
    }

    static final class TableBuilder {
        private final String name;
        private String label;
        private String recordTypes = "[]";
        private String children = "[]";
        private String nativeValues = "{}";
        private Set<String> keys = Set.of("name", "label");
        private Set<String> columnKeys = Set.of("name", "label", "type");
        private final List<ColumnReading> columns = new ArrayList<>();

        private TableBuilder(String name) {
            this.name = name;
            this.label = name;
        }

        TableBuilder label(String text) {
            label = text;
            return this;
        }

        TableBuilder recordTypes(String json) {
            recordTypes = json;
            return this;
        }

        TableBuilder children(String json) {
            children = json;
            return this;
        }

        TableBuilder nativeValues(String json) {
            nativeValues = json;
            return this;
        }

        TableBuilder keys(String... names) {
            keys = Set.of(names);
            return this;
        }

        TableBuilder columnKeys(String... names) {
            columnKeys = Set.of(names);
            return this;
        }

        TableBuilder with(ColumnBuilder... more) {
            for (ColumnBuilder column : more) {
                columns.add(column.build());
            }
            return this;
        }

        TableReading build() {
            return new TableReading(
                    name,
                    label,
                    label + "s",
                    "standard",
                    null,
                    "001",
                    null,
                    false,
                    true,
                    true,
                    true,
                    true,
                    true,
                    new Json(recordTypes),
                    new Json(nativeValues),
                    new Json(children),
                    List.copyOf(columns),
                    keys,
                    columnKeys,
                    null);
        }
    }

    static final class ColumnBuilder {
        private ColumnReading reading;

        private ColumnBuilder(String name) {
            reading = new ColumnReading(
                    name,
                    name,
                    "string",
                    "string",
                    80,
                    null,
                    null,
                    true,
                    false,
                    false,
                    false,
                    false,
                    false,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    null,
                    false,
                    Json.EMPTY_OBJECT);
        }

        private ColumnBuilder but(UnaryOperator<ColumnReading> change) {
            reading = change.apply(reading);
            return this;
        }

        ColumnBuilder label(String text) {
            return but(r -> new ColumnReading(
                    r.name(),
                    text,
                    r.type(),
                    r.nativeType(),
                    r.length(),
                    r.precision(),
                    r.scale(),
                    r.nullable(),
                    r.unique(),
                    r.externalId(),
                    r.primaryKey(),
                    r.custom(),
                    r.calculated(),
                    r.formula(),
                    r.defaultValue(),
                    r.helpText(),
                    r.picklist(),
                    r.references(),
                    r.relationshipName(),
                    r.masterDetail(),
                    r.nativeValues()));
        }

        ColumnBuilder help(String text) {
            return but(r -> new ColumnReading(
                    r.name(),
                    r.label(),
                    r.type(),
                    r.nativeType(),
                    r.length(),
                    r.precision(),
                    r.scale(),
                    r.nullable(),
                    r.unique(),
                    r.externalId(),
                    r.primaryKey(),
                    r.custom(),
                    r.calculated(),
                    r.formula(),
                    r.defaultValue(),
                    text,
                    r.picklist(),
                    r.references(),
                    r.relationshipName(),
                    r.masterDetail(),
                    r.nativeValues()));
        }

        ColumnBuilder picklist(String... values) {
            String json = java.util.Arrays.stream(values)
                    .map(v -> "{\"value\": \"" + v + "\", \"label\": \"" + v
                            + "\", \"active\": true, \"default\": false}")
                    .collect(java.util.stream.Collectors.joining(", ", "[", "]"));
            return but(r -> new ColumnReading(
                    r.name(),
                    r.label(),
                    "picklist",
                    "picklist",
                    null,
                    null,
                    null,
                    r.nullable(),
                    r.unique(),
                    r.externalId(),
                    r.primaryKey(),
                    r.custom(),
                    r.calculated(),
                    r.formula(),
                    r.defaultValue(),
                    r.helpText(),
                    new Json(json),
                    r.references(),
                    r.relationshipName(),
                    r.masterDetail(),
                    r.nativeValues()));
        }

        ColumnBuilder references(String... targets) {
            return but(r -> new ColumnReading(
                    r.name(),
                    r.label(),
                    "reference",
                    "reference",
                    18,
                    null,
                    null,
                    r.nullable(),
                    r.unique(),
                    r.externalId(),
                    r.primaryKey(),
                    r.custom(),
                    r.calculated(),
                    r.formula(),
                    r.defaultValue(),
                    r.helpText(),
                    r.picklist(),
                    List.of(targets),
                    r.relationshipName(),
                    r.masterDetail(),
                    r.nativeValues()));
        }

        ColumnBuilder nativeValues(String json) {
            return but(r -> new ColumnReading(
                    r.name(),
                    r.label(),
                    r.type(),
                    r.nativeType(),
                    r.length(),
                    r.precision(),
                    r.scale(),
                    r.nullable(),
                    r.unique(),
                    r.externalId(),
                    r.primaryKey(),
                    r.custom(),
                    r.calculated(),
                    r.formula(),
                    r.defaultValue(),
                    r.helpText(),
                    r.picklist(),
                    r.references(),
                    r.relationshipName(),
                    r.masterDetail(),
                    new Json(json)));
        }

        ColumnReading build() {
            return reading;
        }
    }
}
