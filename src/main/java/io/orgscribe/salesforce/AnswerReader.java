package io.orgscribe.salesforce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads the reply of a composite call of queries and describes; of a describe only the names of its fields are kept. */
final class AnswerReader {

    private List<Map<String, String>> rows = List.of();
    private List<String> fields = List.of();
    private List<ApiError> errors = List.of();
    private boolean whole = true;
    private String lastModified = "";
    private String reference = "";
    private int status;

    private AnswerReader() {}

    /**
     * @return by reference
     * @throws SalesforceException {@link FailureCause#UNREADABLE_REPLY} where there is no list of parts
     */
    static Map<String, Answer> read(JsonParser parser) throws IOException {
        Map<String, Answer> answers = new LinkedHashMap<>();
        boolean listSeen = false;
        if (Json.isObject(parser)) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String member = parser.currentName();
                parser.nextToken();
                if (member.equals("compositeResponse") && Json.isArray(parser)) {
                    listSeen = true;
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        AnswerReader part = new AnswerReader();
                        part.readPart(parser);
                        answers.put(part.reference, part.answer());
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }
        if (!listSeen) {
            throw Json.unreadable("The reply has no compositeResponse.");
        }
        return answers;
    }

    private Answer answer() {
        return new Answer(status, errors.isEmpty() ? "" : errors.get(0).code(), lastModified, rows, whole, fields);
    }

    private void readPart(JsonParser parser) throws IOException {
        if (!Json.isObject(parser)) {
            return;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (member) {
                case "body" -> {
                    if (token == JsonToken.START_OBJECT) {
                        readBody(parser);
                    } else {
                        errors = ErrorReader.read(parser);
                    }
                }
                case "httpHeaders" -> lastModified = readLastModified(parser);
                case "httpStatusCode" -> status = (int) Json.number(parser, 0);
                case "referenceId" -> reference = orEmpty(Json.text(parser));
                default -> parser.skipChildren();
            }
        }
    }

    private void readBody(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            parser.nextToken();
            switch (member) {
                case "records" -> {
                    rows = new ArrayList<>();
                    QueryReader.readRecords(parser, record -> rows.add(row(record)));
                }
                case "done" -> whole = Json.bool(parser);
                case "fields" -> readFields(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void readFields(JsonParser parser) throws IOException {
        fields = new ArrayList<>();
        if (Json.isArray(parser)) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                fields.add(orEmpty(SmallReaders.member(parser, "name")));
            }
        }
    }

    private static String readLastModified(JsonParser parser) throws IOException {
        String found = "";
        if (Json.isObject(parser)) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                boolean wanted = parser.currentName().equalsIgnoreCase("Last-Modified");
                parser.nextToken();
                found = wanted ? orEmpty(Json.text(parser)) : found;
                parser.skipChildren();
            }
        }
        return found;
    }

    /** A record of another table is flattened by one level, as SOQL names it. */
    private static Map<String, String> row(ObjectNode record) {
        Map<String, String> row = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : record.properties()) {
            if (member.getKey().equals("attributes")) {
                continue;
            }
            if (member.getValue().isObject()) {
                member.getValue()
                        .properties()
                        .forEach(inner -> put(row, member.getKey() + "." + inner.getKey(), inner.getValue()));
            } else {
                put(row, member.getKey(), member.getValue());
            }
        }
        return row;
    }

    private static void put(Map<String, String> row, String column, JsonNode value) {
        if (value.isValueNode() && !value.isNull()) {
            row.put(column, value.asText());
        }
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
