package io.orgscribe.salesforce;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * Reads a /composite reply of describes part by part. In a part the body comes before the status and the reference that
 * tell what it is, so it is read in place as what it looks like.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/responses_composite.htm">
 *     Composite results</a>
 */
final class CompositeReader {

    private CompositeReader() {}

    /**
     * One part of the reply.
     *
     * @param describe what a body that is an object was read as; null where it was none
     * @param errors of a body that is an error list
     */
    record Part(
            String reference, int status, DescribeReader describe, List<ApiError> errors, Map<String, String> headers) {

        /**
         * What the part brought.
         *
         * @throws SalesforceException where it was refused or is no describe
         */
        SObject toSObject(String asked) {
            if (status != 200) {
                throw errors.isEmpty() ? Failures.ofPage(status, "") : Failures.of(status, errors);
            }
            if (describe == null) {
                throw Json.unreadable("The reply for " + asked + " is no describe.");
            }
            return describe.toSObject(asked, headers.get("Last-Modified"));
        }
    }

    /** @throws SalesforceException {@link FailureCause#UNREADABLE_REPLY} where there is no list of parts */
    static void read(JsonParser parser, Consumer<Part> each) throws IOException {
        boolean listSeen = false;
        if (Json.isObject(parser)) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String member = parser.currentName();
                parser.nextToken();
                if (member.equals("compositeResponse") && Json.isArray(parser)) {
                    listSeen = true;
                    readList(parser, each);
                } else {
                    parser.skipChildren();
                }
            }
        }
        if (!listSeen) {
            throw Json.unreadable("The reply has no compositeResponse.");
        }
    }

    private static void readList(JsonParser parser, Consumer<Part> each) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (Json.isObject(parser)) {
                each.accept(readPart(parser));
            }
        }
    }

    private static Part readPart(JsonParser parser) throws IOException {
        String reference = null;
        long status = 0;
        DescribeReader describe = null;
        List<ApiError> errors = List.of();
        Map<String, String> headers = Map.of();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (member) {
                case "body" -> {
                    if (token == JsonToken.START_OBJECT) {
                        describe = DescribeReader.read(parser);
                    } else {
                        errors = ErrorReader.read(parser);
                    }
                }
                case "httpHeaders" -> headers = readHeaders(parser);
                case "httpStatusCode" -> status = Json.number(parser, 0);
                case "referenceId" -> reference = Json.text(parser);
                default -> parser.skipChildren();
            }
        }
        return new Part(reference, (int) status, describe, errors, headers);
    }

    private static Map<String, String> readHeaders(JsonParser parser) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (Json.isObject(parser)) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                headers.put(name, Json.text(parser));
            }
        }
        return headers;
    }
}
