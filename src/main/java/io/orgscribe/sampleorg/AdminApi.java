package io.orgscribe.sampleorg;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.orgscribe.samplemodel.ApiVersion;
import io.orgscribe.samplemodel.Evolution;

/** The org's own interface for people and scripts, under {@code /sample-org}; see docs/sample-org.md. */
final class AdminApi {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final SampleOrg org;

    AdminApi(SampleOrg org) {
        this.org = org;
    }

    Reply answer(Call call) {
        try {
            return switch (call.method() + " " + call.path()) {
                case "GET /sample-org" -> json(org.summary());
                case "GET /sample-org/bill" -> json(bill());
                case "DELETE /sample-org/bill" -> done(org::resetBill);
                case "POST /sample-org/evolve" ->
                    json(org.evolve().stream().map(AdminApi::evolution).toList());
                case "POST /sample-org/change" ->
                    json(org.changeTables(
                            MAPPER.readTree(call.body()).path("tables").asInt(1)));
                case "POST /sample-org/touch" -> done(org::touchEverything);
                case "POST /sample-org/next-api-version" ->
                    json(Map.of("apiVersion", new ApiVersion(org.nextApiVersion()).text()));
                case "POST /sample-org/faults" -> fault(MAPPER.readTree(call.body()));
                case "DELETE /sample-org/faults" ->
                    done(() -> {
                        org.faults().clear();
                        org.refuseLogins(Optional.empty());
                    });
                case "POST /sample-org/used-calls" -> {
                    long used = MAPPER.readTree(call.body()).path("used").asLong();
                    yield done(() -> org.setUsedCalls(used));
                }
                case "POST /sample-org/latency" -> {
                    long millis = MAPPER.readTree(call.body()).path("millis").asLong();
                    yield done(() -> org.setLatency(Duration.ofMillis(millis)));
                }
                case "POST /sample-org/recording" -> done(org.recording()::start);
                case "DELETE /sample-org/recording" ->
                    json(org.recording().end().stream().map(AdminApi::asked).toList());
                case "DELETE /sample-org/tokens" -> done(org::expireTokens);
                default -> Reply.error(404, "NOT_FOUND", "See docs/sample-org.md for what can be asked here");
            };
        } catch (IOException | IllegalArgumentException e) {
            return Reply.error(400, "INVALID_INPUT", e.getMessage());
        }
    }

    private Reply fault(JsonNode wanted) {
        if (wanted.has("login")) {
            LoginError error = LoginError.valueOf(wanted.get("login").asText().toUpperCase(Locale.ROOT));
            return done(() -> org.refuseLogins(Optional.of(error)));
        }
        Fault fault = FaultNames.fault(wanted);
        int times = wanted.path("times").asInt(Integer.MAX_VALUE);
        if (wanted.has("table")) {
            return done(() -> org.faults().onTable(wanted.get("table").asText(), times, fault));
        }
        if (wanted.has("path")) {
            return done(() -> org.faults().onPath(wanted.get("path").asText(), times, fault));
        }
        return done(() -> org.faults().onNextCalls(times, fault));
    }

    private Map<String, Object> bill() {
        Bill bill = org.bill();
        return Map.of(
                "counted", bill.counted(),
                "byKind", bill.byKind(),
                "parts", bill.parts(),
                "notModified", bill.notModified(),
                "bytesSent", bill.bytesSent(),
                "openReplies", bill.openReplies());
    }

    private static Map<String, String> asked(Recording.Asked asked) {
        return Map.of("method", asked.method(), "uri", asked.uri(), "body", asked.body());
    }

    private static Map<String, String> evolution(Evolution evolution) {
        return Map.of(
                "table", evolution.table(),
                "field", evolution.field(),
                "what", evolution.what().name().toLowerCase(Locale.ROOT),
                "before", evolution.before(),
                "after", evolution.after());
    }

    private static Reply done(Runnable action) {
        action.run();
        return json(List.of("done"));
    }

    private static Reply json(Object value) {
        try {
            return Reply.json(200, MAPPER.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
