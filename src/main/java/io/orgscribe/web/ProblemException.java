package io.orgscribe.web;

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

    public Problem problem() {
        return problem;
    }
}
