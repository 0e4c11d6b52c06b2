package io.orgscribe.sampleorg;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request, or a part of a composite one.
 *
 * @param path without the query
 * @param parameters of the query
 * @param headers by name, without regard to case
 */
record Call(String method, String path, Map<String, String> parameters, Map<String, String> headers, byte[] body) {

    static Map<String, String> noCase(Map<String, String> headers) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        return all;
    }

    /** HEAD is GET whose body is not sent. */
    boolean isRead() {
        return method.equals("GET") || method.equals("HEAD");
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Whether what the caller has is still good, by its date or by its tag. */
    boolean isFresh(Instant lastModified, String etag) {
        Optional<String> tag = header("If-None-Match");
        if (tag.isPresent()) {
            return tag.get().replace("--gzip", "").equals(etag);
        }
        return header("If-Modified-Since")
                .flatMap(Call::date)
                .map(since -> !lastModified.isAfter(since))
                .orElse(false);
    }

    /** A date that cannot be read is as good as none (RFC 9110, 13.1.3). */
    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
