package io.orgscribe.sampleorg;

import com.fasterxml.jackson.databind.JsonNode;

/** How {@code POST /sample-org/faults} names faults. */
final class FaultNames {

    private FaultNames() {}

    static Fault fault(JsonNode wanted) {
        int percent = wanted.path("percent").asInt(50);
        String name = wanted.path("fault").asText();
        return switch (name) {
            case "status" ->
                Fault.error(
                        wanted.path("status").asInt(500),
                        wanted.path("errorCode").asText("UNKNOWN_EXCEPTION"),
                        wanted.path("message").asText("An unexpected error occurred."));
            case "server_error" -> Fault.serverError();
            case "not_found" -> Fault.notFound();
            case "forbidden" -> Fault.forbidden();
            case "daily_limit" -> Fault.dailyLimit();
            case "concurrent_limit" -> Fault.concurrentLimit();
            case "api_disabled" -> Fault.apiDisabled();
            case "password_expired" -> Fault.passwordExpired();
            case "session_not_for_rest" -> Fault.sessionNotForRest();
            case "server_unavailable" -> Fault.serverUnavailable();
            case "unavailable_for" ->
                Fault.unavailableFor(wanted.path("seconds").asInt(60));
            case "maintenance" -> Fault.maintenance();
            case "html" -> Fault.html();
            case "not_a_describe" -> Fault.notADescribe();
            case "expired_session" -> new Fault.ExpiredSession();
            case "truncated" -> new Fault.Truncated(percent);
            case "reset" -> new Fault.Reset(percent);
            case "hang" -> new Fault.Hang(percent);
            case "slow" -> new Fault.Slow(wanted.path("bytesPerSecond").asInt(1000));
            case "late" -> new Fault.Late(wanted.path("millis").asInt(1000));
            case "rewritten" ->
                new Fault.Rewritten(
                        wanted.path("pattern").asText(),
                        wanted.path("replacement").asText());
            case "endless" -> new Fault.Endless();
            default -> throw new IllegalArgumentException("Unknown fault: " + name);
        };
    }
}
