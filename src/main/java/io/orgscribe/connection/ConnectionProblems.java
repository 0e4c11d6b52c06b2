package io.orgscribe.connection;

import jakarta.ws.rs.core.Response.Status;

import io.orgscribe.web.ProblemException;

/** What clients get for a request that is not carried out. Texts never quote a value that may be a secret. */
final class ConnectionProblems {

    private ConnectionProblems() {}

    static ProblemException beingDeleted() {
        return ProblemException.conflict(
                "status",
                "being_deleted",
                "The connection is being deleted and takes no changes.",
                "Create a new connection; the name is free again.");
    }

    static ProblemException notTurnable(Connection connection) {
        return ProblemException.conflict(
                "status",
                connection.status.code(),
                "The connection is " + connection.status.code() + ", so there is nothing to pause or resume.",
                "Give it credentials or authorize it first; then its schedule goes on by itself.");
    }

    static ProblemException nameTaken() {
        return ProblemException.conflict(
                "name", "name_taken", "Another connection has this name; case does not count.", "Choose another name.");
    }

    static ProblemException lostUpdate() {
        return new ProblemException(
                Status.PRECONDITION_FAILED,
                "If-Match",
                "lost_update",
                "The connection has been changed since it was read.",
                "Read it again, repeat the change on what you get, and send its ETag.");
    }

    /** @param body null where the request has none */
    static <T> T required(T body) {
        if (body == null) {
            throw ProblemException.badRequest(
                    "body", "required", "The request has no body.", "Send a connection as JSON.");
        }
        return body;
    }
}
