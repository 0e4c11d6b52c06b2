package io.orgscribe.salesforce;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** Reads describeGlobal, handing each sObject on as it is read. */
final class GlobalReader {

    private GlobalReader() {}

    /**
     * @param seen lower-case names that were handed on before; is given those that are handed on now
     * @throws SalesforceException {@link FailureCause#UNREADABLE_REPLY} where there is no list of sObjects
     */
    static void read(JsonParser parser, Set<String> seen, Consumer<SObjectSummary> each) throws IOException {
        boolean listSeen = false;
        if (JsonValues.isObject(parser)) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String member = parser.currentName();
                parser.nextToken();
                if (member.equals("sobjects") && JsonValues.isArray(parser)) {
                    listSeen = true;
                    readList(parser, seen, each);
                } else {
                    parser.skipChildren();
                }
            }
        }
        if (!listSeen) {
            throw JsonValues.unreadable("The reply is no list of sObjects.");
        }
    }

    /** An sObject that comes twice is handed on once: names are compared without case, as Salesforce does. */
    private static void readList(JsonParser parser, Set<String> seen, Consumer<SObjectSummary> each)
            throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (JsonValues.isObject(parser)) {
                SObjectSummary summary = readOne(parser);
                if (summary.name() == null) {
                    throw JsonValues.unreadable("The list has an sObject without a name.");
                }
                if (seen.add(summary.name().toLowerCase(Locale.ROOT))) {
                    each.accept(summary);
                }
            }
        }
    }

    private static SObjectSummary readOne(JsonParser parser) throws IOException {
        String name = null;
        boolean custom = false;
        boolean customSetting = false;
        String entityType = null;
        String parentEntity = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            parser.nextToken();
            switch (member) {
                case "name" -> name = JsonValues.text(parser);
                case "custom" -> custom = JsonValues.bool(parser);
                case "customSetting" -> customSetting = JsonValues.bool(parser);
                case "associateEntityType" -> entityType = JsonValues.text(parser);
                case "associateParentEntity" -> parentEntity = JsonValues.text(parser);
                default -> parser.skipChildren();
            }
        }
        return new SObjectSummary(name, custom, customSetting, orEmpty(entityType), orEmpty(parentEntity));
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
