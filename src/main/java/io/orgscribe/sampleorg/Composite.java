package io.orgscribe.sampleorg;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Several requests in one: at most 25 parts, of them 5 queries. The whole is 200 whatever becomes of its parts.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm">
 *     Composite</a>
 */
final class Composite {

    private static final int MOST_PARTS = 25;
    private static final int MOST_QUERIES = 5;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern REFERENCE_ID = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern URL = Pattern.compile("/services/data/v(\\d+)\\.0(/[^?]*)(?:\\?(.*))?");

    private final Api api;
    private final Faults faults;
    private final Meters meters;

    Composite(Api api, Faults faults, Meters meters) {
        this.api = api;
        this.faults = faults;
        this.meters = meters;
    }

    /** The body of the request. */
    record Envelope(boolean allOrNone, List<Part> compositeRequest) {}

    /** One request of it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Part(String method, String url, String referenceId, Map<String, String> httpHeaders) {

        Optional<Matcher> target() {
            Matcher matcher = URL.matcher(url == null ? "" : url);
            return matcher.matches() ? Optional.of(matcher) : Optional.empty();
        }

        boolean isQuery() {
            return target().filter(t -> t.group(2).startsWith("/query")).isPresent();
        }

        /** Without it the part is no request at all. */
        boolean isWhole() {
            return method != null && url != null && referenceId != null;
        }
    }

    Outcome answer(Call call, String host) {
        if (!call.method().equals("POST")) {
            return Outcome.of(Reply.error(
                    405, "METHOD_NOT_ALLOWED", "HTTP Method '" + call.method() + "' not allowed. Allowed are POST"));
        }
        Envelope envelope;
        try {
            envelope = MAPPER.readValue(call.body(), Envelope.class);
        } catch (IOException e) {
            return Outcome.of(Reply.error(400, "JSON_PARSER_ERROR", "The composite request cannot be read as JSON"));
        }
        return refusal(envelope).map(Outcome::of).orElseGet(() -> answered(envelope, host));
    }

    private static Optional<Reply> refusal(Envelope envelope) {
        List<Part> parts = envelope.compositeRequest();
        if (parts == null || parts.isEmpty()) {
            return refused("INVALID_INPUT", "The compositeRequest is missing or empty");
        }
        if (parts.size() > MOST_PARTS) {
            return refused("LIMIT_EXCEEDED", "The request has more than " + MOST_PARTS + " subrequests");
        }
        if (parts.stream().filter(Part::isQuery).count() > MOST_QUERIES) {
            return refused("LIMIT_EXCEEDED", "The request has more than " + MOST_QUERIES + " query subrequests");
        }
        Set<String> seen = new HashSet<>();
        for (Part part : parts) {
            if (!part.isWhole()) {
                return refused("INVALID_INPUT", "A subrequest lacks method, url or referenceId");
            }
            if (!REFERENCE_ID.matcher(part.referenceId()).matches()) {
                return refused("INVALID_INPUT", "Invalid referenceId: " + part.referenceId());
            }
            if (!seen.add(part.referenceId())) {
                return refused("INVALID_INPUT", "Duplicate referenceId: " + part.referenceId());
            }
        }
        return Optional.empty();
    }

    private static Optional<Reply> refused(String code, String message) {
        return Optional.of(Reply.error(400, code, message));
    }

    private Outcome answered(Envelope envelope, String host) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 20);
        Optional<Fault> whole = Optional.empty();
        int from = 0;
        int to = 0;
        body.writeBytes("{\"compositeResponse\":[".getBytes(StandardCharsets.UTF_8));
        for (Part part : envelope.compositeRequest()) {
            meters.parts.incrementAndGet();
            Optional<Fault> fault = faults.strikePart(part.url());
            int start = body.size();
            write(
                    body,
                    part,
                    fault.filter(Composite::staysInPart).map(Composite::reply).orElseGet(() -> reply(part, host)));
            if (whole.isEmpty() && fault.isPresent() && !staysInPart(fault.get())) {
                whole = fault;
                from = start;
                to = body.size();
            }
            body.write(',');
        }
        byte[] bytes = body.toByteArray();
        bytes[bytes.length - 1] = ']';
        body.reset();
        body.writeBytes(bytes);
        body.write('}');
        Outcome right = Outcome.of(Reply.json(200, body.toByteArray()));
        return whole.isEmpty() ? right : right.struckBy(whole.get(), from, to);
    }

    private static boolean staysInPart(Fault fault) {
        return fault instanceof Fault.Answer answer && answer.contentType().equals(Reply.JSON);
    }

    private static Reply reply(Fault fault) {
        Fault.Answer answer = (Fault.Answer) fault;
        return Reply.json(answer.status(), answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private Reply reply(Part part, String host) {
        Optional<Matcher> target = part.target();
        if (target.isEmpty() || target.get().group(2).startsWith("/composite")) {
            return Reply.error(400, "INVALID_INPUT", "The subrequest's url is not one that a composite can have");
        }
        int number = Integer.parseInt(target.get().group(1));
        if (number > api.highestVersion() || number < SampleOrgSettings.LOWEST_VERSION) {
            return Reply.notFound();
        }
        Map<String, String> headers = part.httpHeaders() == null ? Map.of() : part.httpHeaders();
        Call call = new Call(
                part.method(), part.url(), parameters(target.get().group(3)), Call.noCase(headers), new byte[0]);
        return api.get(call, new ApiVersion(number), target.get().group(2).replaceFirst("/$", ""), host);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String[] split = pair.split("=", 2);
            parameters.put(split[0], URLDecoder.decode(split.length > 1 ? split[1] : "", StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private void write(ByteArrayOutputStream to, Part part, Reply reply) {
        if (reply.status() == 304) {
            meters.notModified.incrementAndGet();
        }
        DescribeWriter.write(to, out -> {
            out.writeStartObject();
            out.writeFieldName("body");
            if (reply.body().length == 0) {
                out.writeNull();
            } else {
                out.flush();
                out.writeRawValue("");
                out.flush();
                to.writeBytes(reply.body());
            }
            headers(out, reply);
            out.writeNumberField("httpStatusCode", reply.status());
            out.writeStringField("referenceId", part.referenceId());
            out.writeEndObject();
        });
    }

    private static void headers(JsonGenerator out, Reply reply) throws IOException {
        out.writeObjectFieldStart("httpHeaders");
        String etag = reply.headers().get("ETag");
        if (etag != null) {
            out.writeStringField("ETag", etag);
            out.writeStringField("Last-Modified", unpadded(reply.headers().get("Last-Modified")));
        }
        out.writeEndObject();
    }

    /** RFC 1123's formatter writes the day of the month without a leading zero, as Salesforce does in here only. */
    private static String unpadded(String date) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).withZoneSameInstant(ZoneOffset.UTC));
    }
}
