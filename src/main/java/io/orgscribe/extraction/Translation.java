package io.orgscribe.extraction;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import io.orgscribe.catalog.ColumnReading;
import io.orgscribe.catalog.Json;
import io.orgscribe.catalog.TableReading;
import io.orgscribe.salesforce.Field;
import io.orgscribe.salesforce.SObject;

/** Says in the catalog's words what Salesforce says in its own. Loses nothing: the rest goes into native. */
final class Translation {

    /** Of what is read and how it is kept: another version's differences are no changes of the org. */
    static final int READER_VERSION = 1;

    private static final JsonFactory JSON = new JsonFactory();

    private Translation() {}

    static TableReading table(SObject object) {
        String kind = SObjectKind.of(object);
        Map<String, String> rest = new TreeMap<>(object.nativeValues());
        keepText(rest, "associateEntityType", object.associateEntityType());
        return new TableReading(
                object.name(),
                object.label(),
                object.labelPlural(),
                kind,
                SObjectKind.namespace(object.name()),
                object.keyPrefix(),
                SObjectKind.mainTable(object, kind),
                object.custom(),
                object.queryable(),
                object.createable(),
                object.updateable(),
                object.deletable(),
                object.searchable(),
                object.recordTypes() == null ? Json.EMPTY_ARRAY : new Json(object.recordTypes()),
                object(rest),
                object.childRelationships() == null ? Json.EMPTY_ARRAY : new Json(object.childRelationships()),
                object.fields().stream().map(Translation::column).toList(),
                object.keys(),
                object.fieldKeys(),
                null);
    }

    static ColumnReading column(Field field) {
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
                field.picklistValues().isEmpty() ? null : picklist(field.picklistValues()),
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
            rest.put(member, write(json -> json.writeString(text)).text());
        }
    }

    private static Json object(Map<String, String> members) {
        if (members.isEmpty()) {
            return Json.EMPTY_OBJECT;
        }
        return write(json -> {
            json.writeStartObject();
            for (Map.Entry<String, String> member : members.entrySet()) {
                json.writeFieldName(member.getKey());
                json.writeRawValue(member.getValue());
            }
            json.writeEndObject();
        });
    }

    private static Json picklist(List<Field.PicklistValue> values) {
        return write(json -> {
            json.writeStartArray();
            for (Field.PicklistValue value : values) {
                json.writeStartObject();
                json.writeStringField("value", value.value());
                json.writeStringField("label", value.label());
                json.writeBooleanField("active", value.active());
                json.writeBooleanField("default", value.defaultValue());
                if (value.validFor() != null) {
                    json.writeStringField("validFor", value.validFor());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    private static Json write(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException("A StringWriter does not fail", e);
        }
        return new Json(text.toString());
    }
}
