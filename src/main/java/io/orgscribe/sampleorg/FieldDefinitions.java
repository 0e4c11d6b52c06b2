package io.orgscribe.sampleorg;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.orgscribe.samplemodel.Annotations;
import io.orgscribe.samplemodel.DefinedField;
import io.orgscribe.samplemodel.DurableIds;
import io.orgscribe.samplemodel.FieldModel;
import io.orgscribe.samplemodel.Org;
import io.orgscribe.samplemodel.TableModel;
import io.orgscribe.sampleorg.Column.Type;

/**
 * FieldDefinition and CustomField: which rows a query means. Fields are made for the tables that it names, by name or by
 * an id, and for no others.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_fielddefinition.htm">
 *     FieldDefinition</a>
 */
final class FieldDefinitions {

    static final String FIELD = "FieldDefinition";
    static final String CUSTOM_FIELD = "CustomField";

    private static final String ACTIVITY = "Activity";
    private static final List<String> ACTIVITIES = List.of("Task", "Event");

    private static final String OF_TABLE = "EntityDefinition.QualifiedApiName";
    /** Assumed: no source names the version that brought data classification. */
    private static final int CLASSIFICATION = 46;

    private final Org org;
    private final TableIndex index;
    private final DurableIds ids;
    private final Annotations annotations;

    FieldDefinitions(Org org, TableIndex index, DurableIds ids, Annotations annotations) {
        this.org = org;
        this.index = index;
        this.ids = ids;
        this.annotations = annotations;
    }

    /** Of named tables only. */
    Source<DefinedField> fields(boolean hiddenToo) {
        Stream<Column<DefinedField>> own = Stream.of(
                Column.of("DurableId", Type.NAME_OR_ID, DefinedField::durableId),
                Column.text("QualifiedApiName", DefinedField::name),
                Column.text("DeveloperName", DefinedField::developerName),
                Column.text("NamespacePrefix", DefinedField::namespace),
                Column.text("Label", DefinedField::label),
                Column.of("EntityDefinitionId", Type.NAME_OR_ID, FieldDefinitions::tableOf),
                Column.text(OF_TABLE, DefinedField::table),
                Column.text("DataType", DefinedField::dataType),
                Column.text("Description", DefinedField::description),
                Column.<DefinedField>text("ComplianceGroup", FieldDefinitions::groups)
                        .since(CLASSIFICATION),
                Column.text("SecurityClassification", DefinedField::securityClassification)
                        .since(CLASSIFICATION),
                Column.of("BusinessOwnerId", Type.ID, DefinedField::businessOwnerId)
                        .since(CLASSIFICATION),
                Column.text("BusinessStatus", DefinedField::businessStatus).since(CLASSIFICATION));
        return new Source<>(
                FIELD,
                Stream.concat(own, Column.modified(ids, DefinedField::modifiedAt, DefinedField::modifiedBy))
                        .toList(),
                DefinedField::durableId,
                query -> query.among(OF_TABLE)
                        .or(() -> query.among("EntityDefinitionId"))
                        .or(() -> query.among("DurableId"))
                        .map(names -> index.heads(names.stream().map(FieldDefinitions::tableOf)))
                        .orElseThrow(() -> new RefusedQuery(
                                "MALFORMED_QUERY",
                                "FieldDefinition: a filter on a reified column is required"
                                        + " [EntityDefinitionId,DurableId]"))
                        .flatMap(head -> org.defined(head.name()).stream())
                        .filter(table -> hiddenToo || !table.hidden())
                        .flatMap(table -> table.fields().stream()
                                .filter(field -> hiddenToo || !field.hidden())
                                .map(field -> annotations.field(table, field))),
                Map.of("LastModifiedBy", "User", "EntityDefinition", "EntityDefinition"));
    }

    private static String tableOf(DefinedField field) {
        return tableOf(field.durableId());
    }

    private static String tableOf(String durableId) {
        int dot = durableId.indexOf('.');
        return dot < 0 ? durableId : durableId.substring(0, dot);
    }

    /** Task and Event have their custom fields in common, on an object that no list of objects has. */
    static String customFieldsTable(DefinedField field) {
        String table = tableOf(field.durableId());
        return ACTIVITIES.contains(table) ? ACTIVITY : table;
    }

    private static String groups(DefinedField field) {
        return field.complianceGroups().isEmpty() ? null : String.join(";", field.complianceGroups());
    }

    Source<DefinedField> customFields() {
        Stream<Column<DefinedField>> own = Stream.of(
                Column.of("Id", Type.ID, DefinedField::id),
                Column.text("DeveloperName", DefinedField::developerName),
                Column.text("NamespacePrefix", DefinedField::namespace),
                Column.of("TableEnumOrId", Type.NAME_OR_ID, FieldDefinitions::customFieldsTable),
                Column.text("ManageableState", DefinedField::manageableState));
        return new Source<>(
                CUSTOM_FIELD,
                Stream.concat(own, Column.modified(ids, DefinedField::modifiedAt, DefinedField::modifiedBy))
                        .toList(),
                DefinedField::id,
                query -> tablesOfCustomFields(query)
                        .flatMap(name -> org.defined(name).stream())
                        .flatMap(this::customFieldsById),
                Map.of("LastModifiedBy", "User"));
    }

    /** In the order of their fields' ids, so that a page with LIMIT makes the fields of few tables only. */
    private Stream<String> tablesOfCustomFields(SoqlQuery query) {
        Optional<Stream<TableModel>> some = query.among("TableEnumOrId")
                .map(tableIds -> index.heads(tableIds.stream()
                        .flatMap(table -> table.equals(ACTIVITY) ? ACTIVITIES.stream() : Stream.of(table))))
                .or(() -> query.among("Id")
                        .map(fieldIds -> index.heads(fieldIds.stream().flatMap(id -> index.ofField(id).stream()))))
                .or(() -> index.edited(query));
        return some.map(tables ->
                        tables.sorted(Comparator.comparing(ids::fieldsOf)).map(TableModel::name))
                .orElseGet(() -> index.fromField(query.from("Id").orElse("")));
    }

    private Stream<DefinedField> customFieldsById(TableModel table) {
        return table.fields().stream()
                .filter(field -> Annotations.isCustomField(table, field))
                .map(field -> annotations.field(table, field))
                .sorted(Comparator.comparing(DefinedField::id));
    }

    /** The field with its table, by an id of 15 or 18 characters. */
    Optional<Found> customField(String id) {
        String first = id.substring(0, Math.min(15, id.length()));
        return index.ofField(id).stream()
                .flatMap(name -> org.defined(name).stream())
                .flatMap(table -> table.fields().stream()
                        .filter(field -> Annotations.isCustomField(table, field)
                                && ids.field(table, field).startsWith(first)
                                && first.length() == 15)
                        .map(field -> new Found(table, field)))
                .findFirst();
    }

    /** A field with its table. */
    record Found(TableModel table, FieldModel field) {}
}
