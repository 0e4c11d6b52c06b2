package io.orgscribe.sampleorg;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rows of EntityDefinition and FieldDefinition: column to value, null where there is none. */
final class DefinitionRows {

    static final String ENTITY_NAME = "EntityDefinition.QualifiedApiName";

    private final Ids ids;

    DefinitionRows(long seed) {
        this.ids = new Ids(seed);
    }

    /** Of {@code /query} EntityDefinition has no Description. */
    static List<String> columns(boolean fields, boolean tooling) {
        List<String> all = new ArrayList<>(List.of("DurableId", "QualifiedApiName", "Label"));
        if (fields) {
            all.addAll(List.of("EntityDefinitionId", ENTITY_NAME, "DataType"));
        }
        if (fields || tooling) {
            all.add("Description");
        }
        return all;
    }

    /** Far more than describeGlobal lists. */
    Stream<Map<String, String>> entities(TableModel table) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("DurableId", durableId(table));
        row.put("QualifiedApiName", table.name());
        row.put("Label", table.label());
        row.put("Description", null);
        if (table.kind().isSatellite()) {
            return Stream.of(row);
        }
        Map<String, String> result = new LinkedHashMap<>(row);
        result.replaceAll((column, value) -> value == null ? null : value + ".SearchResult");
        return Stream.of(row, result);
    }

    Map<String, String> field(TableModel table, FieldModel field) {
        Map<String, String> row = new LinkedHashMap<>();
        String id = field.custom()
                ? ids.id18("00N", table.name() + "." + field.name()).substring(0, 15)
                : field.name();
        row.put("DurableId", durableId(table) + "." + id);
        row.put("QualifiedApiName", field.name());
        row.put("Label", field.label());
        row.put("EntityDefinitionId", durableId(table));
        row.put(ENTITY_NAME, table.name());
        row.put("DataType", field.type());
        row.put("Description", field.description().orElse(null));
        return row;
    }

    /** The name of a standard table, the id of a custom one. */
    String durableId(TableModel table) {
        return table.custom() ? ids.id18("01I", table.name()).substring(0, 15) : table.name();
    }
}
