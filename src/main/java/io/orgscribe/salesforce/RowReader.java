package io.orgscribe.salesforce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * Reads the records of one reply as rows that share the names of their columns, and a text that a record has in common
 * with the one before it, such as the name of the table: there are thousands of them.
 */
final class RowReader {

    private final Map<String, Integer> columns = new HashMap<>();
    /** By the member of the record that another record stands in, "" for the record itself. */
    private final Map<String, Map<String, Integer>> nested = new HashMap<>();

    private String[] current = new String[16];
    private String[] before = new String[16];

    private RowReader() {}

    /** Records in place; any other value is skipped. */
    static List<Row> read(JsonParser parser) throws IOException {
        List<Row> rows = new ArrayList<>();
        JsonValues.eachObject(parser, new RowReader()::readOne, rows::add);
        return rows;
    }

    private Row readOne(JsonParser parser) throws IOException {
        String[] reused = before;
        before = current;
        current = reused;
        Arrays.fill(current, null);
        Map<String, Integer> own = nested.computeIfAbsent("", outer -> new HashMap<>());
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            JsonToken token = parser.nextToken();
            if (member.equals("attributes")) {
                parser.skipChildren();
            } else if (token == JsonToken.START_OBJECT) {
                readNested(member, parser);
            } else {
                put(own.computeIfAbsent(member, this::place), parser);
            }
        }
        return new Row(columns, Arrays.copyOf(current, columns.size()));
    }

    /** A record of another table is flattened by one level, as SOQL names it. */
    private void readNested(String outer, JsonParser parser) throws IOException {
        Map<String, Integer> places = nested.computeIfAbsent(outer, name -> new HashMap<>());
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            parser.nextToken();
            put(places.computeIfAbsent(member, name -> place(outer + "." + name)), parser);
        }
    }

    private int place(String column) {
        return columns.computeIfAbsent(column, name -> columns.size());
    }

    private void put(int place, JsonParser parser) throws IOException {
        String text = JsonValues.text(parser);
        if (place >= current.length) {
            current = Arrays.copyOf(current, 2 * place);
            before = Arrays.copyOf(before, 2 * place);
        }
        current[place] = text != null && text.equals(before[place]) ? before[place] : text;
    }
}
