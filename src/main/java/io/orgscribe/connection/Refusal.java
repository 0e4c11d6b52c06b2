package io.orgscribe.connection;

import jakarta.ws.rs.core.Response.Status;

import io.quarkiverse.resteasy.problem.HttpProblem;

/** What clients get for a request that is not carried out. Texts never quote a value that may be a secret. */
public final class Refusal {

    private Refusal() {}

    /** @param cause a word in snake case for programs */
    static HttpProblem badRequest(String field, String cause, String detail, String remedy) {
        return problem(Status.BAD_REQUEST, field, cause, detail, remedy);
    }

    static HttpProblem notFound() {
        return problem(
                Status.NOT_FOUND,
                "id",
                "connection_not_found",
                "There is no connection with this id.",
                "GET /api/v1/connections lists all connections.");
    }

    static HttpProblem beingDeleted() {
        return problem(
                Status.CONFLICT,
                "status",
                "being_deleted",
                "The connection is being deleted and takes no changes.",
                "Create a new connection; the name is free again.");
    }

    static HttpProblem notTurnable(Connection connection) {
        return problem(
                Status.CONFLICT,
                "status",
                connection.status.code(),
                "The connection is " + connection.status.code() + ", so there is nothing to pause or resume.",
                "Give it credentials or authorize it first; then its schedule goes on by itself.");
    }

    static HttpProblem nameTaken() {
        return problem(
                Status.CONFLICT,
                "name",
                "name_taken",
                "Another connection has this name; case does not count.",
                "Choose another name.");
    }

    static HttpProblem lostUpdate() {
        return problem(
                Status.PRECONDITION_FAILED,
                "If-Match",
                "lost_update",
                "The connection has been changed since it was read.",
                "Read it again, repeat the change on what you get, and send its ETag.");
    }

    /**
     * @param cause a word in snake case for programs
     * @param detail one sentence, without what the client has sent
     * @param remedy what the client can do
     */
    public static HttpProblem problem(Status status, String field, String cause, String detail, String remedy) {
        return HttpProblem.builder()
                .withStatus(status)
                .withTitle(status.getReasonPhrase())
                .withDetail(detail)
                .with("field", field)
                .with("cause", cause)
                .with("remedy", remedy)
                .build();
    }

    /** @param body null where the request has none */
    static <T> T required(T body) {
        if (body == null) {
            throw badRequest("body", "required", "The request has no body.", "Send a connection as JSON.");
        }
        return body;
    }
}
