package io.orgscribe.web;

import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.Response.StatusType;

/** Ends a request with a problem. It is an answer and no fault, so it has no stack trace. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** With the problem that {@link Problem#of} makes of this. */
    public ProblemException(StatusType status, String field, String cause, String detail, String remedy) {
        this(Problem.of(status, field, cause, detail, remedy));
    }

    /** Status 400. */
    public static ProblemException badRequest(String field, String cause, String detail, String remedy) {
        return new ProblemException(Problem.badRequest(field, cause, detail, remedy));
    }

    /**
     * Status 404, of an id that names nothing.
     *
     * @param thing what there is none of, such as {@code connection}; the cause is {@code connection_not_found}
     */
    public static ProblemException notFound(String field, String thing, String remedy) {
        return new ProblemException(
                Status.NOT_FOUND, field, thing + "_not_found", "There is no " + thing + " with this id.", remedy);
    }

    /** Status 404, of a connection's id. */
    public static ProblemException noConnection(String field) {
        return notFound(field, "connection", "GET /api/v1/connections lists all connections.");
    }

    /** Status 409: the request is right, but not as things are. */
    public static ProblemException conflict(String field, String cause, String detail, String remedy) {
        return new ProblemException(Status.CONFLICT, field, cause, detail, remedy);
    }

    public Problem problem() {
        return problem;
    }
}
