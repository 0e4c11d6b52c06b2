package io.orgscribe.salesforce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.orgscribe.salesforce.Field.PicklistValue;

/** Reads one field of a describe in place. */
final class FieldReader {

    private final Map<String, String> nativeValues = new TreeMap<>();
    private final List<String> referenceTo = new ArrayList<>();
    private final List<PicklistValue> picklistValues = new ArrayList<>();
    private String name;
    private String label;
    private String type;
    private int length;
    private int precision;
    private int scale;
    private boolean nillable;
    private boolean unique;
    private boolean externalId;
    private boolean custom;
    private boolean calculated;
    private String calculatedFormula;
    private String defaultValue;
    private String inlineHelpText;
    private String relationshipName;
    private Integer relationshipOrder;

    private FieldReader() {}

    /** @param keys is given the names of all members */
    static Field read(JsonParser parser, MemberNames keys) throws IOException {
        FieldReader reader = new FieldReader();
        keys.beginObject();
        if (JsonValues.isObject(parser)) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String member = parser.currentName();
                parser.nextToken();
                keys.add(member);
                reader.readMember(member, parser);
            }
        }
        return reader.toField();
    }

    private void readMember(String member, JsonParser parser) throws IOException {
        switch (member) {
            case "name" -> name = JsonValues.text(parser);
            case "label" -> label = JsonValues.text(parser);
            case "type" -> type = JsonValues.text(parser);
            case "length" -> length = number(parser);
            case "precision" -> precision = number(parser);
            case "scale" -> scale = number(parser);
            case "nillable" -> nillable = JsonValues.bool(parser);
            case "unique" -> unique = JsonValues.bool(parser);
            case "externalId" -> externalId = JsonValues.bool(parser);
            case "custom" -> custom = JsonValues.bool(parser);
            case "calculated" -> calculated = JsonValues.bool(parser);
            case "calculatedFormula" -> calculatedFormula = JsonValues.text(parser);
            case "defaultValue" -> defaultValue = nonNull(parser);
            case "inlineHelpText" -> inlineHelpText = JsonValues.text(parser);
            case "referenceTo" -> readReferences(parser);
            case "relationshipName" -> relationshipName = JsonValues.text(parser);
            case "relationshipOrder" -> relationshipOrder = readOrder(parser);
            case "picklistValues" -> readPicklist(parser);
            case JsonValues.URLS -> parser.skipChildren();
            default -> JsonValues.telling(parser).ifPresent(text -> nativeValues.put(member, text));
        }
    }

    private Field toField() {
        return new Field(
                name,
                label,
                type,
                length,
                precision,
                scale,
                nillable,
                unique,
                externalId,
                custom,
                calculated,
                calculatedFormula,
                defaultValue,
                inlineHelpText,
                List.copyOf(referenceTo),
                relationshipName,
                relationshipOrder,
                List.copyOf(picklistValues),
                nativeValues);
    }

    private static int number(JsonParser parser) throws IOException {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, JsonValues.number(parser, 0)));
    }

    private static Integer readOrder(JsonParser parser) throws IOException {
        boolean isNumber = parser.currentToken().isNumeric();
        int order = number(parser);
        return isNumber ? order : null;
    }

    private static String nonNull(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : JsonValues.raw(parser);
    }

    private void readReferences(JsonParser parser) throws IOException {
        referenceTo.clear();
        if (JsonValues.isArray(parser)) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                String target = JsonValues.text(parser);
                if (target != null) {
                    referenceTo.add(target);
                }
            }
        }
    }

    private void readPicklist(JsonParser parser) throws IOException {
        picklistValues.clear();
        if (JsonValues.isArray(parser)) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (JsonValues.isObject(parser)) {
                    picklistValues.add(readPicklistValue(parser));
                }
            }
        }
    }

    private static PicklistValue readPicklistValue(JsonParser parser) throws IOException {
        String value = null;
        String label = null;
        boolean active = false;
        boolean isDefault = false;
        String validFor = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            parser.nextToken();
            switch (member) {
                case "value" -> value = JsonValues.text(parser);
                case "label" -> label = JsonValues.text(parser);
                case "active" -> active = JsonValues.bool(parser);
                case "defaultValue" -> isDefault = JsonValues.bool(parser);
                case "validFor" -> validFor = JsonValues.text(parser);
                default -> parser.skipChildren();
            }
        }
        return new PicklistValue(value, label, active, isDefault, validFor);
    }
}
