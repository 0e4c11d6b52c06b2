package io.orgscribe.extraction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.catalog.CatalogKnowledge;
import io.orgscribe.catalog.CatalogKnowledge.Size;
import io.orgscribe.catalog.ColumnNote;
import io.orgscribe.catalog.Staging;
import io.orgscribe.salesforce.Definitions;
import io.orgscribe.salesforce.Meter;
import io.orgscribe.salesforce.PackedQuery;
import io.orgscribe.salesforce.PackedQuery.Item;
import io.orgscribe.salesforce.PackedRows;
import io.orgscribe.salesforce.Row;

/**
 * Reads what FieldDefinition and CustomField say about columns. Both are read of a table or none: what only one of them
 * says must not look like a change.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_fielddefinition.htm">
 *     FieldDefinition</a>
 */
@ApplicationScoped
class ColumnNotes {

    /** Columns that are noted together: what one call of each kind brings, so that a small budget gets on. */
    private static final int SLICE = 9_000;
    /** Where calls are not counted out several are made at once; their rows are in memory together. */
    private static final int WIDE_SLICE = 4 * SLICE;

    private static final String ENTITY = "EntityDefinition.QualifiedApiName";

    private static final List<String> FIELD = List.of(
            "DurableId",
            "QualifiedApiName",
            ENTITY,
            "Label",
            "DataType",
            "Description",
            "ComplianceGroup",
            "SecurityClassification",
            "BusinessOwnerId",
            "BusinessStatus",
            "LastModifiedDate",
            "LastModifiedBy.Name");
    private static final List<String> FIELD_OPTIONAL =
            List.of("ComplianceGroup", "SecurityClassification", "BusinessOwnerId", "BusinessStatus");
    private static final List<String> CUSTOM_FIELD = List.of(
            "Id",
            "DeveloperName",
            "NamespacePrefix",
            "TableEnumOrId",
            "ManageableState",
            "LastModifiedDate",
            "LastModifiedBy.Name");

    private final Definitions definitions;
    private final Staging staging;
    private final CatalogKnowledge knowledge;
    private final RunStore runs;

    ColumnNotes(Definitions definitions, Staging staging, CatalogKnowledge knowledge, RunStore runs) {
        this.definitions = definitions;
        this.staging = staging;
        this.knowledge = knowledge;
        this.runs = runs;
    }

    /** @param sizes of all the tables, by lower-case name */
    static PackedQuery fields(List<String> tables, Map<String, Size> sizes) {
        return new PackedQuery(
                Meter.Kind.DEFINITIONS,
                true,
                "FieldDefinition",
                FIELD,
                FIELD_OPTIONAL,
                ENTITY,
                "DurableId",
                tables.stream()
                        .map(name -> new Item(name, sizes.get(key(name)).columns()))
                        .toList());
    }

    /** @param columns number of custom columns, by the name of a standard table or the id of a custom one */
    static PackedQuery customFields(Map<String, Integer> columns) {
        return new PackedQuery(
                Meter.Kind.DEFINITIONS,
                true,
                "CustomField",
                CUSTOM_FIELD,
                List.of(),
                "TableEnumOrId",
                "Id",
                columns.entrySet().stream()
                        .map(table -> new Item(table.getKey(), table.getValue()))
                        .toList());
    }

    /** Stages notes of the columns of those tables that have none yet. */
    void read(Attempt attempt, Access access, List<String> names) {
        Claim claim = attempt.claim();
        Set<String> done = staging.marked(claim.runId(), Staging.COLUMNS);
        List<String> open =
                names.stream().filter(name -> !done.contains(key(name))).toList();
        Map<String, Size> sizes = knowledge.sizes(claim.connectionId(), claim.runId(), open);
        int most = attempt.progress().bounded() ? SLICE : WIDE_SLICE;
        List<String> slice = new ArrayList<>();
        int columns = 0;
        for (String name : open) {
            // Of a table that could not be described nothing is known that a definition could add to.
            if (sizes.containsKey(key(name))) {
                int more = sizes.get(key(name)).columns();
                if (columns + more > most && !slice.isEmpty()) {
                    stage(attempt, access, slice, sizes);
                    slice.clear();
                    columns = 0;
                }
                slice.add(name);
                columns += more;
            }
        }
        if (!slice.isEmpty()) {
            stage(attempt, access, slice, sizes);
        }
    }

    private void stage(Attempt attempt, Access access, List<String> names, Map<String, Size> sizes) {
        attempt.requireGoing();
        Claim claim = attempt.claim();
        PackedRows fields = ask(attempt, access, fields(names, sizes));
        Map<String, Integer> custom = new HashMap<>();
        Map<String, String> tables = new HashMap<>();
        fields.rows().forEach(field -> {
            String table = DurableId.table(field.text("DurableId").orElse(""));
            String name = field.text(ENTITY).orElse("");
            tables.put(table, name);
            if (sizes.containsKey(key(name)) && sizes.get(key(name)).customColumns() > 0) {
                custom.put(table, sizes.get(key(name)).customColumns());
            }
        });
        PackedRows customFields = ask(attempt, access, customFields(custom));
        List<String> whole = names.stream()
                .filter(name -> !fields.failed().containsKey(name))
                .filter(name ->
                        customFields.failed().keySet().stream().noneMatch(table -> name.equals(tables.get(table))))
                .toList();
        staging.notes(
                claim.connectionId(),
                claim.runId(),
                claim.epoch(),
                whole,
                notes(fields.rows(), customFields.rows(), Set.copyOf(whole)),
                connection -> runs.fence(claim, connection));
        attempt.progress().advance();
    }

    private PackedRows ask(Attempt attempt, Access access, PackedQuery query) {
        PackedRows rows = definitions.read(access.sessions(), access.apiVersion(), query, attempt.progress());
        rows.failed().forEach((item, why) -> runs.fail(attempt, item, why));
        return rows;
    }

    private static List<ColumnNote> notes(List<Row> fields, List<Row> customFields, Set<String> tables) {
        Map<String, Row> byId = new HashMap<>();
        customFields.forEach(field -> byId.put(DurableId.of(field.text("Id").orElse("")), field));
        return fields.stream()
                .filter(field -> tables.contains(field.text(ENTITY).orElse("")))
                .map(field -> note(field, byId))
                .toList();
    }

    private static ColumnNote note(Row field, Map<String, Row> customFields) {
        String durableId = DurableId.customField(field.text("DurableId").orElse(""));
        Row custom = durableId == null ? null : customFields.get(durableId);
        Row dated = custom == null ? field : custom;
        String dataType = field.text("DataType").orElse(null);
        return new ColumnNote(
                field.text(ENTITY).orElse(""),
                field.text("QualifiedApiName").orElse(""),
                durableId,
                field.text("Label").orElse(null),
                FieldType.ofDataType(dataType),
                dataType,
                field.text("Description").orElse(null),
                field.list("ComplianceGroup", ";"),
                field.text("SecurityClassification").orElse(null),
                field.text("BusinessOwnerId").orElse(null),
                field.text("BusinessStatus").orElse(null),
                custom == null ? null : custom.text("ManageableState").orElse(null),
                dated.time("LastModifiedDate").orElse(null),
                dated.text("LastModifiedBy.Name").orElse(null));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
