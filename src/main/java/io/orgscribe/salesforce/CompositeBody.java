package io.orgscribe.salesforce;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonGenerator;

/** Writes the body of a composite call. */
final class CompositeBody {

    private CompositeBody() {}

    /** @param path the whole path, encoded */
    record Part(String reference, String path, Map<String, String> headers) {}

    static String of(List<Part> parts) {
        StringWriter body = new StringWriter();
        try (JsonGenerator json = Json.FACTORY.createGenerator(body)) {
            json.writeStartObject();
            json.writeBooleanField("allOrNone", false);
            json.writeArrayFieldStart("compositeRequest");
            for (Part part : parts) {
                write(json, part);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.toString();
    }

    private static void write(JsonGenerator json, Part part) throws IOException {
        json.writeStartObject();
        json.writeStringField("method", "GET");
        json.writeStringField("url", part.path());
        json.writeStringField("referenceId", part.reference());
        if (!part.headers().isEmpty()) {
            json.writeObjectFieldStart("httpHeaders");
            for (Map.Entry<String, String> header : part.headers().entrySet()) {
                json.writeStringField(header.getKey(), header.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
