package io.orgscribe.extraction;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonGenerator;

import io.orgscribe.catalog.ColumnReading;
import io.orgscribe.catalog.Json;
import io.orgscribe.catalog.TableReading;
import io.orgscribe.run.JsonText;
import io.orgscribe.salesforce.Field;
import io.orgscribe.salesforce.SObject;

/** Says in the catalog's words what Salesforce says in its own. Loses nothing: the rest goes into native. */
final class CatalogMapper {

    /** Of what is read and how it is kept: another version's differences are no changes of the org. */
    static final int READER_VERSION = 3;

    private CatalogMapper() {}

    static TableReading table(SObject object) {
        String kind = SObjectKind.of(object);
        Map<String, String> rest = new TreeMap<>(object.nativeValues());
        String mainTable = SObjectKind.mainTable(object.name(), kind, object.associateParentEntity());
        keepText(rest, "associateEntityType", object.associateEntityType());
        if (mainTable == null) {
            keepText(rest, "associateParentEntity", object.associateParentEntity());
        }
        if (object.customSetting() && !kind.equals(SObjectKind.CUSTOM_SETTING)) {
            rest.put("customSetting", "true");
        }
        return new TableReading(
                object.name(),
                object.label(),
                object.labelPlural(),
                kind,
                SObjectKind.namespace(object.name()),
                object.keyPrefix(),
                mainTable,
                object.custom(),
                object.queryable(),
                object.createable(),
                object.updateable(),
                object.deletable(),
                object.searchable(),
                object.recordTypes() == null ? Json.EMPTY_ARRAY : new Json(object.recordTypes()),
                object(rest),
                object.childRelationships() == null ? Json.EMPTY_ARRAY : new Json(object.childRelationships()),
                columns(object.fields()),
                object.keys(),
                object.fieldKeys(),
                object.lastModified());
    }

    private static List<ColumnReading> columns(List<Field> fields) {
        Map<String, Field> byName = new HashMap<>();
        fields.forEach(field -> byName.put(field.name(), field));
        return fields.stream().map(field -> column(field, byName)).toList();
    }

    private static ColumnReading column(Field field, Map<String, Field> fields) {
        Map<String, String> rest = new TreeMap<>(field.nativeValues());
        if (field.relationshipOrder() != null && field.relationshipOrder() != 0) {
            rest.put("relationshipOrder", field.relationshipOrder().toString());
        }
        Integer precision = unlessZero(field.precision());
        return new ColumnReading(
                field.name(),
                field.label(),
                FieldType.of(field.type()),
                field.type(),
                unlessZero(field.length()),
                precision,
                precision == null ? unlessZero(field.scale()) : Integer.valueOf(field.scale()),
                field.nillable(),
                field.unique(),
                field.externalId(),
                "id".equals(field.type()),
                field.custom(),
                field.calculated(),
                field.calculatedFormula(),
                field.defaultValue() == null ? null : new Json(field.defaultValue()),
                field.inlineHelpText(),
                field.picklistValues().isEmpty()
                        ? null
                        : picklist(field.picklistValues(), ControllingValues.of(field, fields)),
                field.referenceTo(),
                field.relationshipName(),
                field.relationshipOrder() != null,
                object(rest));
    }

    /** Lengths and precisions of types that have none come as 0. */
    private static Integer unlessZero(int number) {
        return number == 0 ? null : number;
    }

    private static void keepText(Map<String, String> rest, String member, String text) {
        if (text != null && !text.isEmpty()) {
            rest.put(member, JsonText.of(json -> json.writeString(text)).text());
        }
    }

    private static Json object(Map<String, String> members) {
        if (members.isEmpty()) {
            return Json.EMPTY_OBJECT;
        }
        return JsonText.of(json -> {
            json.writeStartObject();
            for (Map.Entry<String, String> member : members.entrySet()) {
                json.writeFieldName(member.getKey());
                json.writeRawValue(member.getValue());
            }
            json.writeEndObject();
        });
    }

    private static Json picklist(List<Field.PicklistValue> values, Optional<ControllingValues> controlling) {
        return JsonText.of(json -> {
            json.writeStartArray();
            for (Field.PicklistValue value : values) {
                json.writeStartObject();
                json.writeStringField("value", value.value());
                json.writeStringField("label", value.label());
                json.writeBooleanField("active", value.active());
                json.writeBooleanField("default", value.defaultValue());
                if (value.validFor() != null) {
                    validFor(json, value.validFor(), controlling);
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** The bitmap itself where the controlling field is not seen: nothing else could say what it means. */
    private static void validFor(JsonGenerator json, String bitmap, Optional<ControllingValues> controlling)
            throws IOException {
        Optional<List<String>> values = controlling.flatMap(of -> of.decode(bitmap));
        if (values.isEmpty()) {
            json.writeStringField("validForBitmap", bitmap);
            return;
        }
        json.writeArrayFieldStart("validFor");
        for (String value : values.get()) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
