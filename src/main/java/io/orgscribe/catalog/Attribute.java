package io.orgscribe.catalog;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One attribute that a reading brings. The lists below are the only place that names them: the content hash, COPY,
 * reconcile's statements and the REST fields follow from them.
 *
 * @param name as in REST and in changes
 * @param column in staging, in the catalog and in its history
 */
public record Attribute<R>(String name, String column, Comparison comparison, Function<R, Object> value) {

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
        MEMBERS,
        /** jsonb array of objects: likewise as entries, but only those that have a {@code description} */
        DESCRIPTIONS,
        /** with nothing: a difference is rewritten in place */
        NONE
    }

    public static final List<Attribute<TableReading>> TABLE = List.of(
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

    public static final List<Attribute<ColumnReading>> COLUMN = List.of(
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

    /** {@code recordTypes} shares its name with the described attribute that it completes. */
    public static final List<Attribute<TableAnnotation>> TABLE_ANNOTATION = List.of(
            whole("description", "description", TableAnnotation::description),
            whole("deploymentStatus", "deployment_status", TableAnnotation::deploymentStatus),
            whole("internalSharingModel", "internal_sharing_model", TableAnnotation::internalSharingModel),
            whole("externalSharingModel", "external_sharing_model", TableAnnotation::externalSharingModel),
            whole("customizable", "customizable", TableAnnotation::customizable),
            whole("manageableState", "manageable_state", TableAnnotation::manageableState),
            new Attribute<>("recordTypes", "record_type_notes", Comparison.DESCRIPTIONS, TableAnnotation::recordTypes),
            unchecked("durableId", "durable_id", TableAnnotation::durableId),
            unchecked("lastModifiedAt", "last_modified_at", TableAnnotation::lastModifiedAt),
            unchecked("lastModifiedBy", "last_modified_by", TableAnnotation::lastModifiedBy));

    public static final List<Attribute<ColumnAnnotation>> COLUMN_ANNOTATION = List.of(
            whole("description", "description", ColumnAnnotation::description),
            new Attribute<>(
                    "complianceGroups", "compliance_groups", Comparison.NAMES, ColumnAnnotation::complianceGroups),
            whole("securityClassification", "security_classification", ColumnAnnotation::securityClassification),
            whole("businessOwner", "business_owner", ColumnAnnotation::businessOwner),
            whole("businessStatus", "business_status", ColumnAnnotation::businessStatus),
            whole("manageableState", "manageable_state", ColumnAnnotation::manageableState),
            unchecked("durableId", "durable_id", ColumnAnnotation::durableId),
            unchecked("lastModifiedAt", "last_modified_at", ColumnAnnotation::lastModifiedAt),
            unchecked("lastModifiedBy", "last_modified_by", ColumnAnnotation::lastModifiedBy));

    /** What a column is made of that definitions list and no describe has ever shown. */
    static final List<Attribute<ColumnAnnotation>> COLUMN_UNDESCRIBED = List.of(
            unchecked("name", "name", ColumnAnnotation::name),
            unchecked("label", "label", ColumnAnnotation::label),
            unchecked("type", "type", ColumnAnnotation::type),
            unchecked("nativeType", "native_type", ColumnAnnotation::nativeType));

    private static <R> Attribute<R> unchecked(String name, String column, Function<R, Object> value) {
        return new Attribute<>(name, column, Comparison.NONE, value);
    }

    /** The place of the picklist's hash among a column's values. */
    static final int PICKLIST = IntStream.range(0, COLUMN.size())
            .filter(place -> COLUMN.get(place).comparison() == Comparison.PICKLIST)
            .findFirst()
            .orElseThrow();

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
    public static <R> String columns(List<Attribute<R>> attributes, String prefix) {
        return attributes.stream().map(a -> prefix + a.column()).collect(Collectors.joining(", "));
    }

    /** Likewise, of a row that may be missing: arrays, which are never null, are then empty. */
    static <R> String columnsOrEmpty(List<Attribute<R>> attributes, String prefix) {
        return attributes.stream()
                .map(a -> switch (a.comparison()) {
                    case NAMES -> "coalesce(" + prefix + a.column() + ", '{}')";
                    case DESCRIPTIONS -> "coalesce(" + prefix + a.column() + ", '[]')";
                    default -> prefix + a.column();
                })
                .collect(Collectors.joining(", "));
    }
}
