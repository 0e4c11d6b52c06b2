package io.orgscribe.salesforce;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** Reads one sObject's describe in place. It holds the sObject's own values until all of its members were seen. */
final class DescribeReader {

    /** Names have 40 characters, with namespace and suffix less than 80; an index of PostgreSQL holds no more than 2,700. */
    private static final int LONGEST_NAME = 255;

    private final Map<String, String> nativeValues = new TreeMap<>();
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Set<String> keys = new TreeSet<>();
    private final MemberNames fieldKeys = new MemberNames();
    private boolean fieldsSeen;
    private String name;
    private String label;
    private String labelPlural;
    private String keyPrefix;
    private boolean custom;
    private boolean customSetting;
    private boolean queryable;
    private boolean createable;
    private boolean updateable;
    private boolean deletable;
    private boolean searchable;
    private String associateEntityType;
    private String associateParentEntity;
    private String recordTypes;
    private String childRelationships;

    private DescribeReader() {}

    /**
     * Reads the value that the parser is on; always to its end, so that the parser can go on behind it.
     *
     * @return what {@link #toSObject} is asked of once the sObject's name and Last-Modified are known
     */
    static DescribeReader read(JsonParser parser) throws IOException {
        DescribeReader reader = new DescribeReader();
        if (JsonValues.isObject(parser)) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String member = parser.currentName();
                parser.nextToken();
                reader.keys.add(member);
                reader.readMember(member, parser);
            }
        }
        return reader;
    }

    /**
     * @param asked the name that was asked for, taken where the reply has none
     * @throws SalesforceException {@link FailureCause#UNREADABLE_REPLY} where what was read is no describe
     */
    SObject toSObject(String asked, String lastModified) {
        if (!fieldsSeen) {
            throw JsonValues.unreadable("The reply for " + asked + " is no describe: it has no fields.");
        }
        if (fields.containsKey(null)) {
            throw JsonValues.unreadable("The describe of " + asked + " has a field without a name.");
        }
        if (fields.keySet().stream().anyMatch(field -> field.length() > LONGEST_NAME)) {
            throw JsonValues.unreadable("The describe of " + asked + " has a field whose name is no API name.");
        }
        return new SObject(
                name == null ? asked : name,
                label,
                labelPlural,
                keyPrefix,
                custom,
                customSetting,
                queryable,
                createable,
                updateable,
                deletable,
                searchable,
                associateEntityType,
                associateParentEntity,
                recordTypes,
                childRelationships,
                nativeValues,
                List.copyOf(fields.values()),
                keys,
                fieldKeys.names(),
                lastModified);
    }

    private void readMember(String member, JsonParser parser) throws IOException {
        switch (member) {
            case "name" -> name = JsonValues.text(parser);
            case "label" -> label = JsonValues.text(parser);
            case "labelPlural" -> labelPlural = JsonValues.text(parser);
            case "keyPrefix" -> keyPrefix = JsonValues.text(parser);
            case "custom" -> custom = JsonValues.bool(parser);
            case "customSetting" -> customSetting = JsonValues.bool(parser);
            case "queryable" -> queryable = JsonValues.bool(parser);
            case "createable" -> createable = JsonValues.bool(parser);
            case "updateable" -> updateable = JsonValues.bool(parser);
            case "deletable" -> deletable = JsonValues.bool(parser);
            case "searchable" -> searchable = JsonValues.bool(parser);
            case "associateEntityType" -> associateEntityType = JsonValues.text(parser);
            case "associateParentEntity" -> associateParentEntity = JsonValues.text(parser);
            case "recordTypeInfos" -> recordTypes = arrayText(parser);
            case "childRelationships" -> childRelationships = arrayText(parser);
            case "fields" -> readFields(parser);
            case JsonValues.URLS -> parser.skipChildren();
            default -> JsonValues.telling(parser).ifPresent(text -> nativeValues.put(member, text));
        }
    }

    private static String arrayText(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            return JsonValues.telling(parser).orElse(null);
        }
        parser.skipChildren();
        return null;
    }

    /** A name that comes twice is one field; a field without a name is kept under null, for {@link #toSObject}. */
    private void readFields(JsonParser parser) throws IOException {
        fieldsSeen = parser.currentToken() == JsonToken.START_ARRAY || parser.currentToken() == JsonToken.VALUE_NULL;
        if (JsonValues.isArray(parser)) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() != JsonToken.VALUE_NULL) {
                    Field field = FieldReader.read(parser, fieldKeys);
                    String key = field.name() == null ? null : field.name().toLowerCase(Locale.ROOT);
                    fields.putIfAbsent(key, field);
                }
            }
        }
    }
}
