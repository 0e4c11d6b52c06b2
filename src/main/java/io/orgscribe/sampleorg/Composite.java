package io.orgscribe.sampleorg;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonGenerator;

import io.orgscribe.samplemodel.ApiVersion;
import io.orgscribe.samplemodel.DescribeWriter;
import io.orgscribe.sampleorg.Bill.Kind;
import io.orgscribe.sampleorg.CompositeRequest.Part;

/**
 * Several requests in one: at most 25 parts, of them 5 queries. The whole is 200 whatever becomes of its parts.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm">
 *     Composite</a>
 */
final class Composite {

    private final Api api;
    private final Faults faults;
    private final Meters meters;
    private final boolean partsCounted;

    /** @param partsCounted by the org's own counter */
    Composite(Api api, Faults faults, Meters meters, boolean partsCounted) {
        this.api = api;
        this.faults = faults;
        this.meters = meters;
        this.partsCounted = partsCounted;
    }

    /** A part with its reply; and the fault that strikes the whole composite because of it. */
    private record Answered(Part part, Reply reply, Optional<Fault> ofWhole) {}

    FaultedReply answer(Call call, String host) {
        if (!call.method().equals("POST")) {
            return FaultedReply.of(Reply.methodNotAllowed(call.method(), "POST"));
        }
        CompositeRequest request;
        try {
            request = CompositeRequest.read(call.body());
        } catch (IOException e) {
            return FaultedReply.of(
                    Reply.error(400, "JSON_PARSER_ERROR", "The composite request cannot be read as JSON"));
        }
        boolean tooling = call.path().contains("/tooling/");
        return request.refusal().map(FaultedReply::of).orElseGet(() -> answered(request, tooling, host));
    }

    private FaultedReply answered(CompositeRequest request, boolean tooling, String host) {
        List<Answered> answers = new ArrayList<>();
        request.parts().forEach(part -> answers.add(answer(part, tooling, host)));
        if (partsCounted) {
            meters.usedBesides(request.parts().size());
        }
        if (request.allOrNone() && answers.stream().anyMatch(a -> a.reply().status() >= 400)) {
            answers.replaceAll(Composite::halted);
        }
        return written(answers);
    }

    private Answered answer(Part part, boolean tooling, String host) {
        meters.asked(Api.kind(part.rest()));
        Optional<Fault> fault = faults.strikePart(part.url());
        if (fault.isPresent()
                && fault.get() instanceof Fault.Answer answer
                && answer.contentType().equals(Reply.JSON)) {
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            return new Answered(part, Reply.json(answer.status(), body), Optional.empty());
        }
        Reply reply = reply(part, tooling, host);
        if (reply.status() == 304) {
            meters.notModified.incrementAndGet();
        }
        return new Answered(part, reply, fault);
    }

    private Reply reply(Part part, boolean tooling, String host) {
        if (part.version().isEmpty()
                || Api.kind(part.rest()) == Kind.COMPOSITE
                || part.rest().startsWith("/tooling/") != tooling) {
            return Reply.error(400, "INVALID_INPUT", "The subrequest's url is not one that a composite can have");
        }
        ApiVersion version = part.version().get();
        return api.refusal(version).orElseGet(() -> api.get(part.call(), version, part.rest(), host));
    }

    private static Answered halted(Answered answered) {
        Reply halted = Reply.error(
                400,
                "PROCESSING_HALTED",
                "The transaction was rolled back since another operation in the same transaction failed.");
        return answered.reply().status() >= 400 ? answered : new Answered(answered.part(), halted, answered.ofWhole());
    }

    private static FaultedReply written(List<Answered> answers) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 20);
        Optional<Fault> fault = Optional.empty();
        int from = 0;
        int to = 0;
        String before = "{\"compositeResponse\":[";
        for (Answered answered : answers) {
            body.writeBytes(before.getBytes(StandardCharsets.UTF_8));
            int start = body.size();
            write(body, answered.part(), answered.reply());
            if (fault.isEmpty() && answered.ofWhole().isPresent()) {
                fault = answered.ofWhole();
                from = start;
                to = body.size();
            }
            before = ",";
        }
        body.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        FaultedReply right = FaultedReply.of(Reply.json(200, body.toByteArray()));
        return fault.isEmpty() ? right : right.struckBy(fault.get(), from, to);
    }

    private static void write(ByteArrayOutputStream to, Part part, Reply reply) {
        DescribeWriter.write(to, out -> {
            out.writeStartObject();
            out.writeFieldName("body");
            if (reply.body().length == 0) {
                out.writeNull();
            } else {
                // The part's JSON goes past the generator as the bytes that it is.
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
