package io.orgscribe.sampleorg;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An answer before it is sent, unpacked. */
record Reply(int status, Map<String, String> headers, byte[] body) {

    static final String JSON = "application/json;charset=UTF-8";
    static final String HTML = "text/html; charset=UTF-8";

    /** With a padded day, as at the top level; within a composite the day is unpadded, which is RFC 1123's own form. */
    private static final DateTimeFormatter PADDED = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static Reply json(int status, byte[] body) {
        return new Reply(status, Map.of("Content-Type", JSON), body);
    }

    static Reply json(int status, JsonNode body) {
        return json(status, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** An empty JSON object, to be filled. */
    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static Reply html(int status, String body) {
        return new Reply(status, Map.of("Content-Type", HTML), body.getBytes(StandardCharsets.UTF_8));
    }

    /** An error as all but the OAuth endpoints give it. */
    static Reply error(int status, String code, String message) {
        return json(
                status,
                JsonNodeFactory.instance
                        .arrayNode()
                        .add(object().put("message", message).put("errorCode", code)));
    }

    static Reply methodNotAllowed(String method, String allowed) {
        return error(405, "METHOD_NOT_ALLOWED", "HTTP Method '" + method + "' not allowed. Allowed are " + allowed);
    }

    static Reply notFound() {
        return error(404, "NOT_FOUND", "The requested resource does not exist");
    }

    /** Nothing has changed since the date that was asked for. */
    static Reply notModified(Instant lastModified, String etag) {
        return new Reply(304, Map.of(), new byte[0]).dated(lastModified, etag);
    }

    Reply dated(Instant lastModified, String etag) {
        return with("Last-Modified", PADDED.format(lastModified)).with("ETag", etag);
    }

    Reply with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Reply(status, all, body);
    }
}
