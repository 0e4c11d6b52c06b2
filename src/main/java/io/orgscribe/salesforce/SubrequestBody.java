package io.orgscribe.salesforce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The body of a query's reply, or of a describe, of which only the names of the fields are kept.
 *
 * @param records whether there were any, if only none
 * @param whole whether it is the last page of a query
 */
record SubrequestBody(boolean records, List<Row> rows, boolean whole, List<String> fields) {

    static final SubrequestBody NOTHING = new SubrequestBody(false, List.of(), true, List.of());

    /** An object in place. */
    static SubrequestBody read(JsonParser parser) throws IOException {
        boolean records = false;
        List<Row> rows = List.of();
        boolean whole = true;
        List<String> fields = List.of();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (member) {
                case "records" -> {
                    records = token == JsonToken.START_ARRAY;
                    rows = RowReader.read(parser);
                }
                case "done" -> whole = JsonValues.bool(parser);
                case "fields" -> fields = readFields(parser);
                default -> parser.skipChildren();
            }
        }
        return new SubrequestBody(records, rows, whole, fields);
    }

    private static List<String> readFields(JsonParser parser) throws IOException {
        List<String> fields = new ArrayList<>();
        JsonValues.eachObject(parser, JsonRecords.of(FieldName.class), field -> fields.add(field.name));
        return fields;
    }

    @RegisterForReflection
    record FieldName(String name) {}
}
