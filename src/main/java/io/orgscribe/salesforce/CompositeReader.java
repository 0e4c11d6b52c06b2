package io.orgscribe.salesforce;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * Reads a composite reply part by part. In a part the body comes before the status and the reference that tell what it
 * is, so it is read in place as what it looks like.
 *
 * @param <B> what a body that is an object is read as
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/responses_composite.htm">
 *     Composite results</a>
 */
final class CompositeReader<B> {

    private final JsonValues.Reader<B> body;

    private CompositeReader(JsonValues.Reader<B> body) {
        this.body = body;
    }

    /**
     * One part of the reply.
     *
     * @param body null where there was no object
     * @param errors of a body that is an error list
     */
    record Part<B>(String reference, int status, B body, List<ApiError> errors, Map<String, String> headers) {

        boolean notModified() {
            return status == 304;
        }

        /**
         * What the part brought.
         *
         * @throws SalesforceException where it was refused or brought no object
         */
        B read() {
            if (status != 200) {
                throw Failures.ofPart(errors.isEmpty() ? Failures.ofPage(status, "") : Failures.of(status, errors));
            }
            if (body == null) {
                throw JsonValues.unreadable("A part of the reply is no object.");
            }
            return body;
        }

        /** Why {@link #read} throws; empty where it does not. */
        Optional<SalesforceException> refusal() {
            try {
                read();
                return Optional.empty();
            } catch (SalesforceException e) {
                return Optional.of(e);
            }
        }

        /** The code of the refusal, "" where there is none. */
        String errorCode() {
            return errors.isEmpty() ? "" : errors.get(0).code();
        }

        /** As sent, null where it was not. */
        String lastModified() {
            return headers.get("Last-Modified");
        }
    }

    /** @throws SalesforceException {@link FailureCause#UNREADABLE_REPLY} where there is no list of parts */
    static <B> void read(JsonParser parser, JsonValues.Reader<B> body, Consumer<Part<B>> each) throws IOException {
        CompositeReader<B> reader = new CompositeReader<>(body);
        if (!JsonValues.eachObject(parser, "compositeResponse", reader::readPart, each)) {
            throw JsonValues.unreadable("The reply has no compositeResponse.");
        }
    }

    /**
     * Reads a whole reply.
     *
     * @param asked how many parts were asked for
     * @return the parts in the order of the request
     * @throws SalesforceException {@link FailureCause#UNREADABLE_REPLY} also where one of them is missing
     */
    static <B> List<Part<B>> readAll(StreamedReply reply, int asked, JsonValues.Reader<B> body) {
        Map<String, Part<B>> parts = new HashMap<>();
        JsonValues.readWhole(reply.body(), parser -> {
            read(parser, body, part -> parts.put(part.reference(), part));
            return null;
        });
        return IntStream.range(0, asked)
                .mapToObj(index -> Optional.ofNullable(parts.get(CompositeBody.reference(index)))
                        .orElseThrow(() -> JsonValues.unreadable("The reply left a part of the request out.")))
                .toList();
    }

    private Part<B> readPart(JsonParser parser) throws IOException {
        String reference = null;
        long status = 0;
        B read = null;
        List<ApiError> errors = List.of();
        Map<String, String> headers = Map.of();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (member) {
                case "body" -> {
                    if (token == JsonToken.START_OBJECT) {
                        read = body.read(parser);
                    } else {
                        errors = ApiError.readAll(parser);
                    }
                }
                case "httpHeaders" -> headers = readHeaders(parser);
                case "httpStatusCode" -> status = JsonValues.number(parser, 0);
                case "referenceId" -> reference = JsonValues.text(parser);
                default -> parser.skipChildren();
            }
        }
        return new Part<>(reference, (int) status, read, errors, headers);
    }

    private static Map<String, String> readHeaders(JsonParser parser) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (JsonValues.isObject(parser)) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                headers.put(name, JsonValues.text(parser));
            }
        }
        return headers;
    }
}
