package io.orgscribe.sampleorg;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import io.orgscribe.sampleorg.Column.Type;

/**
 * EntityDefinition, FieldDefinition, CustomObject and CustomField: which rows a query means, found by name or id and
 * not by looking through the org, and their columns.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_fielddefinition.htm">
 *     FieldDefinition</a>
 */
final class Definitions {

    static final String ENTITY = "EntityDefinition";
    static final String FIELD = "FieldDefinition";
    static final String OF_TABLE = "EntityDefinition.QualifiedApiName";
    static final List<String> TOOLING_ONLY = List.of("CustomObject", "CustomField");

    private static final String RESULT = ".SearchResult";
    /** Assumed: no source names the version that brought data classification. */
    private static final int CLASSIFICATION = 46;

    private static final Map<String, String> RELATED = Map.of("LastModifiedBy", "User", ENTITY, ENTITY);

    private final Org org;
    private final DurableIds ids;
    private final TableIndex index;
    private final Annotations annotations;

    Definitions(Org org, DurableIds ids, Annotations annotations) {
        this.org = org;
        this.ids = ids;
        this.index = new TableIndex(org, ids);
        this.annotations = annotations;
    }

    /** @param hiddenToo whether it lists what the describing user may not see */
    Source<?> source(String name, boolean tooling, boolean hiddenToo) {
        return switch (name) {
            case ENTITY -> entities(tooling, hiddenToo);
            case FIELD -> fields(hiddenToo);
            case "CustomObject" -> customObjects();
            default -> customFields();
        };
    }

    /** Of {@code /query} it has neither Description nor ManageableState. It lists far more than describeGlobal. */
    private Source<DefinedTable> entities(boolean tooling, boolean hiddenToo) {
        Stream<Column<DefinedTable>> own = Stream.of(
                Column.of("DurableId", Type.NAME_OR_ID, DefinedTable::durableId),
                Column.text("QualifiedApiName", DefinedTable::name),
                Column.text("DeveloperName", DefinedTable::developerName),
                Column.text("NamespacePrefix", DefinedTable::namespace),
                Column.text("Label", DefinedTable::label),
                Column.text("DeploymentStatus", DefinedTable::deploymentStatus),
                Column.text("InternalSharingModel", DefinedTable::internalSharing),
                Column.text("ExternalSharingModel", DefinedTable::externalSharing),
                Column.of("IsCustomizable", Type.BOOLEAN, DefinedTable::customizable));
        Stream<Column<DefinedTable>> described =
                tooling ? Stream.of(Column.text("Description", DefinedTable::description)) : Stream.of();
        return new Source<>(
                ENTITY,
                Stream.of(own, described, modified(DefinedTable::modifiedAt, DefinedTable::modifiedBy))
                        .flatMap(columns -> columns)
                        .toList(),
                DefinedTable::durableId,
                query -> query.among("QualifiedApiName")
                        .or(() -> query.among("DurableId"))
                        .map(names -> names.stream().distinct().flatMap(name -> index.head(stem(name)).stream()))
                        .orElseGet(org::definedHeads)
                        .distinct()
                        .filter(table -> hiddenToo || !table.hidden())
                        .flatMap(table -> withSearchResult(annotations.table(table), table.kind())),
                RELATED);
    }

    private static String stem(String name) {
        return name.endsWith(RESULT) ? name.substring(0, name.length() - RESULT.length()) : name;
    }

    private static Stream<DefinedTable> withSearchResult(DefinedTable table, TableKind kind) {
        if (kind.isSatellite()) {
            return Stream.of(table);
        }
        DefinedTable result = new DefinedTable(
                table.name() + RESULT,
                table.label() + RESULT,
                table.durableId() + RESULT,
                null,
                table.developerName(),
                table.namespace(),
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                table.hidden(),
                List.of());
        return Stream.of(table, result);
    }

    private Source<DefinedField> fields(boolean hiddenToo) {
        Stream<Column<DefinedField>> own = Stream.of(
                Column.of("DurableId", Type.NAME_OR_ID, DefinedField::durableId),
                Column.text("QualifiedApiName", DefinedField::name),
                Column.text("DeveloperName", DefinedField::developerName),
                Column.text("NamespacePrefix", DefinedField::namespace),
                Column.text("Label", DefinedField::label),
                Column.of("EntityDefinitionId", Type.NAME_OR_ID, Definitions::tableOf),
                Column.text(OF_TABLE, DefinedField::table),
                Column.text("DataType", DefinedField::dataType),
                Column.text("Description", DefinedField::description),
                Column.<DefinedField>text("ComplianceGroup", Definitions::groups)
                        .since(CLASSIFICATION),
                Column.text("SecurityClassification", DefinedField::securityClassification)
                        .since(CLASSIFICATION),
                Column.of("BusinessOwnerId", Type.ID, DefinedField::businessOwnerId)
                        .since(CLASSIFICATION),
                Column.text("BusinessStatus", DefinedField::businessStatus).since(CLASSIFICATION));
        return new Source<>(
                FIELD,
                Stream.concat(own, modified(DefinedField::modifiedAt, DefinedField::modifiedBy))
                        .toList(),
                DefinedField::durableId,
                query -> query
                        .among(OF_TABLE)
                        .or(() -> query.among("EntityDefinitionId"))
                        .or(() -> query.among("DurableId")
                                .map(all ->
                                        all.stream().map(Definitions::tableOf).toList()))
                        .orElseThrow(() -> new RefusedQuery(
                                "MALFORMED_QUERY",
                                "FieldDefinition: a filter on a reified column is required"
                                        + " [EntityDefinitionId,DurableId]"))
                        .stream()
                        .flatMap(name -> index.head(name).stream())
                        .map(TableModel::name)
                        .distinct()
                        .flatMap(name -> org.defined(name).stream())
                        .filter(table -> hiddenToo || !table.hidden())
                        .flatMap(table -> table.fields().stream()
                                .filter(field -> hiddenToo || !field.hidden())
                                .map(field -> annotations.field(table, field))),
                RELATED);
    }

    private static String tableOf(DefinedField field) {
        return tableOf(field.durableId());
    }

    private static String tableOf(String durableId) {
        int dot = durableId.indexOf('.');
        return dot < 0 ? durableId : durableId.substring(0, dot);
    }

    private static String groups(DefinedField field) {
        return field.complianceGroups().isEmpty() ? null : String.join(";", field.complianceGroups());
    }

    private Source<DefinedTable> customObjects() {
        Stream<Column<DefinedTable>> own = Stream.of(
                Column.of("Id", Type.ID, DefinedTable::id),
                Column.text("DeveloperName", DefinedTable::developerName),
                Column.text("NamespacePrefix", DefinedTable::namespace),
                Column.text("Description", DefinedTable::description),
                Column.text("ManageableState", DefinedTable::manageableState));
        return new Source<>(
                "CustomObject",
                Stream.concat(own, modified(DefinedTable::modifiedAt, DefinedTable::modifiedBy))
                        .toList(),
                DefinedTable::id,
                query -> query.among("Id")
                        .map(all -> all.stream().flatMap(id -> index.head(id).stream()))
                        .or(() -> editedOnly(query)
                                .map(all -> all.stream().flatMap(name -> org.definedHead(name).stream())))
                        .orElseGet(org::definedHeads)
                        .filter(Annotations::isCustomObject)
                        .distinct()
                        .map(annotations::table)
                        .sorted(Comparator.comparing(DefinedTable::id)),
                RELATED);
    }

    private Source<DefinedField> customFields() {
        Stream<Column<DefinedField>> own = Stream.of(
                Column.of("Id", Type.ID, DefinedField::id),
                Column.text("DeveloperName", DefinedField::developerName),
                Column.text("NamespacePrefix", DefinedField::namespace),
                Column.of("TableEnumOrId", Type.NAME_OR_ID, Definitions::tableOf),
                Column.text("ManageableState", DefinedField::manageableState));
        return new Source<>(
                "CustomField",
                Stream.concat(own, modified(DefinedField::modifiedAt, DefinedField::modifiedBy))
                        .toList(),
                DefinedField::id,
                query -> tablesOfCustomFields(query)
                        .flatMap(name -> org.defined(name).stream())
                        .flatMap(this::customFieldsById),
                RELATED);
    }

    /** In the order of their fields' ids, so that a page with LIMIT makes the fields of few tables only. */
    private Stream<String> tablesOfCustomFields(SoqlQuery query) {
        Optional<Stream<TableModel>> some = query.among("TableEnumOrId")
                .map(all -> all.stream().flatMap(id -> index.head(id).stream()))
                .or(() -> query.among("Id")
                        .map(all -> all.stream()
                                .flatMap(id -> index.ofField(id).stream())
                                .flatMap(name -> org.definedHead(name).stream())))
                .or(() -> editedOnly(query).map(all -> all.stream().flatMap(name -> org.definedHead(name).stream())));
        return some.map(tables -> tables.distinct()
                        .sorted(Comparator.comparing(ids::fieldsOf))
                        .map(TableModel::name))
                .orElseGet(() -> index.fromField(query.from("Id").orElse("")));
    }

    private Stream<DefinedField> customFieldsById(TableModel table) {
        return table.fields().stream()
                .filter(field -> Annotations.isCustomField(table, field))
                .map(field -> annotations.field(table, field))
                .sorted(Comparator.comparing(DefinedField::id));
    }

    /** The tables that have changed, where the query asks for nothing else. */
    private Optional<List<String>> editedOnly(SoqlQuery query) {
        return query.from("LastModifiedDate")
                .filter(literal -> Column.date(literal).isAfter(Org.EPOCH))
                .map(literal -> org.edited());
    }

    private <T> Stream<Column<T>> modified(Function<T, Instant> at, Function<T, String> by) {
        return Stream.of(
                Column.of("LastModifiedDate", Type.DATE, at::apply),
                Column.of("LastModifiedById", Type.ID, row -> by.apply(row) == null ? null : ids.user(by.apply(row))),
                Column.text("LastModifiedBy.Name", by::apply),
                Column.text(
                        "LastModifiedBy.Username",
                        row -> by.apply(row) == null ? null : Annotations.username(by.apply(row))));
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
