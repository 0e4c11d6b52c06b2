package io.orgscribe.run;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.ws.rs.core.Response.Status;

import io.orgscribe.connection.Connection;
import io.orgscribe.connection.KeysetGuard;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.web.Problem;
import io.orgscribe.web.ProblemException;

/** Why a request about runs, or one that needs the org as a run does, is not carried out. */
public final class RunProblems {

    private RunProblems() {}

    static ProblemException notFound() {
        return ProblemException.notFound("id", "run", "GET /api/v1/runs lists all runs.");
    }

    public static ProblemException active(Optional<UUID> run) {
        return ProblemException.conflict(
                "id",
                "run_active",
                "The connection has an active run already"
                        + run.map(id -> ": " + id).orElse("") + ".",
                "Wait until it has ended, or cancel it by POST /api/v1/runs/"
                        + run.map(UUID::toString).orElse("{id}")
                        + "/cancel. Where it is paused, it goes on by POST …/resume.");
    }

    static ProblemException notPaused() {
        return ProblemException.conflict(
                "status",
                "run_not_paused",
                "The run is not paused.",
                "Only runs that have stopped at their budget can be resumed.");
    }

    static ProblemException ended() {
        return ProblemException.conflict(
                "status",
                "run_ended",
                "The run has come to its end already.",
                "Only queued, running and paused runs can be cancelled.");
    }

    /** 409: the connection as it is cannot reach its org. */
    public static ProblemException notReady(Connection connection) {
        return ProblemException.conflict(
                "status",
                "connection_not_ready",
                "The connection is " + connection.status.code() + ".",
                connection.statusReason == null ? "Give the connection credentials again." : connection.statusReason);
    }

    /** 502: the org has to be asked, and refuses or cannot be reached. */
    public static ProblemException orgUnreadable(SalesforceException e) {
        return new ProblemException(Status.BAD_GATEWAY, "id", e.failure().code(), e.getMessage(), e.remedy());
    }

    public static ProblemException secretsUnreadable() {
        return ProblemException.conflict(
                "auth",
                "secrets_unreadable",
                "None of the stored secrets can be read with the keyset of this replica, so no run is taken.",
                KeysetGuard.REMEDY);
    }

    static ProblemException badTables(String field, int most) {
        return ProblemException.badRequest(
                field,
                "invalid_value",
                "tables is an array of 1 to " + most + " API names, or \"failed\".",
                "Leave tables out to read everything.");
    }

    static ProblemException nothingFailed() {
        return ProblemException.conflict(
                "tables",
                "nothing_failed",
                "Every table could be read when it was last asked for.",
                "Leave tables out to read everything, or name the tables.");
    }

    static ProblemException badKey() {
        return ProblemException.badRequest(
                Idempotency.HEADER,
                "invalid_value",
                "The key is 1 to " + Idempotency.LONGEST_KEY + " printable ASCII characters.",
                "Send a random one for each request, such as a UUID, and the same one to repeat it.");
    }

    static ProblemException keyReused() {
        // RFC 9110, section 15.5.21; the enumeration of statuses lacks it.
        return new ProblemException(new Problem(
                422,
                "Unprocessable Content",
                "The key came with another request in the last 24 hours.",
                "",
                Idempotency.HEADER,
                "key_reused",
                "",
                "Send a new key with a new request, and the same body with the same key."));
    }

    public static ProblemException unknownTables(List<String> tables, List<String> unknown) {
        String first = tables.stream().filter(unknown::contains).findFirst().orElseThrow();
        return ProblemException.badRequest(
                "tables[" + tables.indexOf(first) + "]",
                "unknown_table",
                unknown.size() + " of the tables are not in the connection's catalog.",
                "GET /api/v1/connections/{id}/tables lists the tables; a run without tables finds new ones.");
    }
}
