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
        if (Json.isObject(parser)) {
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
            case "name" -> name = Json.text(parser);
            case "label" -> label = Json.text(parser);
            case "type" -> type = Json.text(parser);
            case "length" -> length = number(parser);
            case "precision" -> precision = number(parser);
            case "scale" -> scale = number(parser);
            case "nillable" -> nillable = Json.bool(parser);
            case "unique" -> unique = Json.bool(parser);
            case "externalId" -> externalId = Json.bool(parser);
            case "custom" -> custom = Json.bool(parser);
            case "calculated" -> calculated = Json.bool(parser);
            case "calculatedFormula" -> calculatedFormula = Json.text(parser);
            case "defaultValue" -> defaultValue = nonNull(parser);
            case "inlineHelpText" -> inlineHelpText = Json.text(parser);
            case "referenceTo" -> readReferences(parser);
            case "relationshipName" -> relationshipName = Json.text(parser);
            case "relationshipOrder" -> relationshipOrder = readOrder(parser);
            case "picklistValues" -> readPicklist(parser);
            case Json.URLS -> parser.skipChildren();
            default -> Json.telling(parser).ifPresent(text -> nativeValues.put(member, text));
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
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, Json.number(parser, 0)));
    }

    private static Integer readOrder(JsonParser parser) throws IOException {
        boolean isNumber = parser.currentToken().isNumeric();
        int order = number(parser);
        return isNumber ? order : null;
    }

    private static String nonNull(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : Json.raw(parser);
    }

    private void readReferences(JsonParser parser) throws IOException {
        referenceTo.clear();
        if (Json.isArray(parser)) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                String target = Json.text(parser);
                if (target != null) {
                    referenceTo.add(target);
                }
            }
        }
    }

    private void readPicklist(JsonParser parser) throws IOException {
        picklistValues.clear();
        if (Json.isArray(parser)) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (Json.isObject(parser)) {
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
                case "value" -> value = Json.text(parser);
                case "label" -> label = Json.text(parser);
                case "active" -> active = Json.bool(parser);
                case "defaultValue" -> isDefault = Json.bool(parser);
                case "validFor" -> validFor = Json.text(parser);
                default -> parser.skipChildren();
            }
        }
        return new PicklistValue(value, label, active, isDefault, validFor);
    }
}
