package io.orgscribe.salesforce;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;

/**
 * Reads JSON values that may be of any kind. A value of another kind than the one asked for counts as absent; each
 * method leaves the parser on the last token of the value.
 */
final class JsonValues {

    /** The size of a reply is bounded by {@link ReplyBody}; within it a text may be as long as it likes. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            // A reply is closed by who has opened it, in its own way.
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    /** Values that say no more than an absent member does. */
    private static final Set<String> DEFAULTS = Set.of("null", "false", "0", "0.0", "\"\"", "[]", "{}");

    /** The hash of a text takes as long as its copy. */
    private static final int LONGEST_DEFAULT = 5;

    private static final Optional<String> TRUE = Optional.of("true");

    /** Repeats the host and the API version in each answer; never kept. */
    static final String URLS = "urls";

    private JsonValues() {}

    /** Reads something from a parser. */
    @FunctionalInterface
    interface Reader<T> {
        T read(JsonParser parser) throws IOException;
    }

    /**
     * Reads a whole document.
     *
     * @throws SalesforceException {@link FailureCause#UNREADABLE_REPLY} where it is not JSON, ends too early, or is
     *     followed by anything
     */
    static <T> T readWhole(InputStream in, Reader<T> reader) {
        try (JsonParser parser = FACTORY.createParser(in)) {
            parser.nextToken();
            T read = reader.read(parser);
            if (parser.nextToken() != null) {
                throw unreadable("The reply goes on after its end.");
            }
            return read;
        } catch (IOException e) {
            // Jackson's message may quote the reply.
            throw unreadable("The reply is not whole JSON.");
        }
    }

    static SalesforceException unreadable(String message) {
        // Only replies of success are read.
        return new SalesforceException(FailureCause.UNREADABLE_REPLY, 200, message);
    }

    /** Whether the parser is on the beginning of an object; any other value is skipped. */
    static boolean isObject(JsonParser parser) throws IOException {
        return isOrSkip(parser, JsonToken.START_OBJECT);
    }

    /** Whether the parser is on the beginning of an array; any other value is skipped. */
    static boolean isArray(JsonParser parser) throws IOException {
        return isOrSkip(parser, JsonToken.START_ARRAY);
    }

    /** Hands on the objects of the array in place, each as it is read; any other value is skipped. */
    static <T> void eachObject(JsonParser parser, Reader<T> reader, Consumer<? super T> each) throws IOException {
        if (isArray(parser)) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (isObject(parser)) {
                    each.accept(reader.read(parser));
                }
            }
        }
    }

    /**
     * As {@link #eachObject(JsonParser, Reader, Consumer)}, of an array that is a member of the object in place.
     *
     * @return whether there is one
     */
    static <T> boolean eachObject(JsonParser parser, String list, Reader<T> reader, Consumer<? super T> each)
            throws IOException {
        boolean listSeen = false;
        if (isObject(parser)) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                boolean wanted = parser.currentName().equals(list);
                if (parser.nextToken() == JsonToken.START_ARRAY && wanted) {
                    listSeen = true;
                    eachObject(parser, reader, each);
                } else {
                    parser.skipChildren();
                }
            }
        }
        return listSeen;
    }

    private static boolean isOrSkip(JsonParser parser, JsonToken wanted) throws IOException {
        if (parser.currentToken() == wanted) {
            return true;
        }
        parser.skipChildren();
        return false;
    }

    /** A string, or the text of a number or boolean; null for anything else. */
    static String text(JsonParser parser) throws IOException {
        parser.skipChildren();
        JsonToken token = parser.currentToken();
        return token != null && token.isScalarValue() && token != JsonToken.VALUE_NULL ? parser.getText() : null;
    }

    static boolean bool(JsonParser parser) throws IOException {
        parser.skipChildren();
        return parser.currentToken() == JsonToken.VALUE_TRUE;
    }

    /** A number without its fraction, as near as a long comes to it; the fallback for anything else. */
    static long number(JsonParser parser, long fallback) throws IOException {
        parser.skipChildren();
        // A double holds all numbers that occur here exactly, and casting it saturates.
        return parser.currentToken() != null && parser.currentToken().isNumeric()
                ? (long) parser.getDoubleValue()
                : fallback;
    }

    /** Any value as JSON text, members in the order sent, without {@code urls}. */
    static String raw(JsonParser parser) throws IOException {
        StringBuilder text =
                new StringBuilder(parser.currentToken() == JsonToken.VALUE_STRING ? parser.getTextLength() + 2 : 16);
        copy(parser, text);
        return text.toString();
    }

    /** As {@link #raw}, but empty for values that say no more than an absent member does. */
    static Optional<String> telling(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            // Most of a describe's values are one of these.
            case VALUE_NULL, VALUE_FALSE -> Optional.empty();
            case VALUE_TRUE -> TRUE;
            default -> {
                String text = raw(parser);
                yield text.length() <= LONGEST_DEFAULT && DEFAULTS.contains(text)
                        ? Optional.empty()
                        : Optional.of(text);
            }
        };
    }

    /**
     * Not {@link JsonGenerator#copyCurrentStructure}, which cannot leave out a member, rounds numbers, and makes a
     * String of each text on the way.
     */
    private static void copy(JsonParser parser, StringBuilder to) throws IOException {
        int depth = 0;
        boolean valueBefore = false;
        for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.FIELD_NAME && parser.currentName().equals(URLS)) {
                parser.nextToken();
                parser.skipChildren();
                continue;
            }
            if (valueBefore && !token.isStructEnd()) {
                to.append(',');
            }
            switch (token) {
                case FIELD_NAME -> appendString(parser, to).append(':');
                case VALUE_STRING -> appendString(parser, to);
                default -> to.append(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth == 0) {
                return;
            }
            valueBefore = token.isStructEnd() || token.isScalarValue();
        }
    }

    private static StringBuilder appendString(JsonParser parser, StringBuilder to) throws IOException {
        char[] text = parser.getTextCharacters();
        int begin = parser.getTextOffset();
        int end = begin + parser.getTextLength();
        to.append('"');
        int clean = begin;
        while (clean < end && text[clean] >= ' ' && text[clean] != '"' && text[clean] != '\\') {
            clean++;
        }
        to.append(text, begin, clean - begin);
        if (clean < end) {
            to.append(JsonStringEncoder.getInstance().quoteAsString(new String(text, clean, end - clean)));
        }
        return to.append('"');
    }
}
