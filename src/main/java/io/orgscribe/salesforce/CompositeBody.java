package io.orgscribe.salesforce;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonGenerator;

/** Writes the body of a composite call of GETs. The reference of a part is its place in the request. */
final class CompositeBody {

    /** Parts of one call, and queries among them. */
    static final int MOST_PARTS = 25;

    static final int MOST_QUERIES = 5;

    private CompositeBody() {}

    /** What is asked for by the references that {@link #of} gives it, in its order; may be taken from. */
    static <U> Map<String, U> byReference(List<U> units) {
        Map<String, U> byReference = new LinkedHashMap<>();
        for (int i = 0; i < units.size(); i++) {
            byReference.put(reference(i), units.get(i));
        }
        return byReference;
    }

    /**
     * @param path of each, whole and encoded
     * @param headers of each
     */
    static <U> String of(List<U> units, Function<U, String> path, Function<U, Map<String, String>> headers) {
        StringWriter body = new StringWriter();
        try (JsonGenerator json = JsonValues.FACTORY.createGenerator(body)) {
            json.writeStartObject();
            json.writeBooleanField("allOrNone", false);
            json.writeArrayFieldStart("compositeRequest");
            for (int i = 0; i < units.size(); i++) {
                write(json, reference(i), path.apply(units.get(i)), headers.apply(units.get(i)));
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.toString();
    }

    static String reference(int index) {
        return "part" + index;
    }

    private static void write(JsonGenerator json, String reference, String path, Map<String, String> headers)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("method", "GET");
        json.writeStringField("url", path);
        json.writeStringField("referenceId", reference);
        if (!headers.isEmpty()) {
            json.writeObjectFieldStart("httpHeaders");
            for (Map.Entry<String, String> header : headers.entrySet()) {
                json.writeStringField(header.getKey(), header.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
