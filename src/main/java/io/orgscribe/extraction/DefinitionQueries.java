package io.orgscribe.extraction;

import java.util.List;
import java.util.Map;

import io.orgscribe.catalog.CatalogKnowledge.Size;
import io.orgscribe.catalog.CatalogNames;
import io.orgscribe.salesforce.Meter;
import io.orgscribe.salesforce.PackedQuery;
import io.orgscribe.salesforce.PackedQuery.Item;

/**
 * The questions that annotate asks.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/reference_objects_list.htm">
 *     Tooling API objects: EntityDefinition, CustomObject, FieldDefinition, CustomField</a>
 */
public final class DefinitionQueries {

    /** The column of FieldDefinition that names the field's table. */
    static final String ENTITY_NAME = "EntityDefinition.QualifiedApiName";

    /**
     * What CustomField calls the table of the custom fields that Task and Event have in common.
     *
     * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/customfield.htm">CustomField of
     *     the Metadata API: custom fields of activities are those of the object Activity</a>
     */
    static final String ACTIVITY = "Activity";

    static final List<String> ACTIVITIES = List.of("Task", "Event");

    private static final List<String> ENTITY = List.of(
            "DurableId",
            "QualifiedApiName",
            "Description",
            "DeploymentStatus",
            "InternalSharingModel",
            "ExternalSharingModel",
            "IsCustomizable",
            "LastModifiedDate",
            "LastModifiedBy.Name");
    private static final List<String> ENTITY_OPTIONAL =
            List.of("DeploymentStatus", "InternalSharingModel", "ExternalSharingModel", "IsCustomizable");
    private static final List<String> OBJECT =
            List.of("Id", "Description", "ManageableState", "LastModifiedDate", "LastModifiedBy.Name");
    private static final List<String> RECORD_TYPE =
            List.of("Id", "SobjectType", "DeveloperName", "Description", "IsActive");
    /** A guess at the record types of a table that has some. */
    private static final int RECORD_TYPES = 10;

    private static final List<String> FIELD = List.of(
            "DurableId",
            "QualifiedApiName",
            ENTITY_NAME,
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
    private static final List<String> CUSTOM_FIELD =
            List.of("Id", "ManageableState", "LastModifiedDate", "LastModifiedBy.Name");

    private DefinitionQueries() {}

    public static PackedQuery entities(List<String> names) {
        return definitions(
                "EntityDefinition", ENTITY, ENTITY_OPTIONAL, "QualifiedApiName", "DurableId", items(names, 1));
    }

    /** @param ids of custom objects */
    public static PackedQuery objects(List<String> ids) {
        return definitions("CustomObject", OBJECT, List.of(), "Id", "Id", items(ids, 1));
    }

    /** @param names of tables that have record types */
    public static PackedQuery recordTypes(List<String> names) {
        return new PackedQuery(
                Meter.Kind.RECORD_TYPES,
                false,
                "RecordType",
                RECORD_TYPE,
                List.of(),
                "SobjectType",
                "Id",
                items(names, RECORD_TYPES));
    }

    /** @param sizes of all the tables, by lower-case name */
    public static PackedQuery fields(List<String> tables, Map<String, Size> sizes) {
        return definitions(
                "FieldDefinition",
                FIELD,
                FIELD_OPTIONAL,
                ENTITY_NAME,
                "DurableId",
                tables.stream()
                        .map(name ->
                                new Item(name, sizes.get(CatalogNames.key(name)).columns()))
                        .toList());
    }

    /** @param columns number of custom columns, by the name of a standard table or the id of a custom one */
    public static PackedQuery customFields(Map<String, Integer> columns) {
        return definitions(
                "CustomField",
                CUSTOM_FIELD,
                List.of(),
                "TableEnumOrId",
                "Id",
                columns.entrySet().stream()
                        .map(table -> new Item(table.getKey(), table.getValue()))
                        .toList());
    }

    private static PackedQuery definitions(
            String table, List<String> columns, List<String> optional, String filter, String key, List<Item> items) {
        return new PackedQuery(Meter.Kind.DEFINITIONS, true, table, columns, optional, filter, key, items);
    }

    private static List<Item> items(List<String> values, int rows) {
        return values.stream().map(value -> new Item(value, rows)).toList();
    }
}
