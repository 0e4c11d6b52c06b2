package io.orgscribe.salesforce;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads one page of a query, handing each record on as it is read. */
final class QueryReader {

    private static final ObjectReader RECORDS = new ObjectMapper(Json.FACTORY).readerFor(ObjectNode.class);

    private QueryReader() {}

    /**
     * @return where the next page is, as sent; empty after the last one
     * @throws SalesforceException {@link FailureCause#UNREADABLE_REPLY} where there are no records, or the page is not
     *     the last one and names no next
     */
    static Optional<String> read(JsonParser parser, Consumer<ObjectNode> each) throws IOException {
        boolean recordsSeen = false;
        boolean done = false;
        String next = null;
        if (Json.isObject(parser)) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String member = parser.currentName();
                parser.nextToken();
                switch (member) {
                    case "records" -> recordsSeen = readRecords(parser, each);
                    case "done" -> done = Json.bool(parser);
                    case "nextRecordsUrl" -> next = Json.text(parser);
                    default -> parser.skipChildren();
                }
            }
        }
        if (!recordsSeen || (!done && next == null)) {
            throw Json.unreadable("The reply is no whole page of a query.");
        }
        return Optional.ofNullable(next);
    }

    /** @return whether there are records in place; any other value is skipped */
    static boolean readRecords(JsonParser parser, Consumer<ObjectNode> each) throws IOException {
        if (!Json.isArray(parser)) {
            return false;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (Json.isObject(parser)) {
                ObjectNode node = RECORDS.readValue(parser);
                each.accept(node);
            }
        }
        return true;
    }
}
