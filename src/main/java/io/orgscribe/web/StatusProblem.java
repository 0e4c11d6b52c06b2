package io.orgscribe.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import jakarta.ws.rs.core.Response.Status;

/** What the platform's own refusals mean and what to do about them, by status. */
enum StatusProblem {
    BAD_REQUEST(Status.BAD_REQUEST, "The request cannot be read.", "Compare it with /q/openapi."),
    UNAUTHORIZED(Status.UNAUTHORIZED, "The caller is not known.", "Send credentials."),
    FORBIDDEN(Status.FORBIDDEN, "The caller may not do this.", "Use an account with the role that this needs."),
    NOT_FOUND(
            Status.NOT_FOUND,
            "Nothing is at this address.",
            "Take ids from earlier replies as they came; /q/openapi lists the addresses."),
    METHOD_NOT_ALLOWED(
            Status.METHOD_NOT_ALLOWED,
            "This address does not take this method.",
            "/q/openapi lists the methods of each address."),
    NOT_ACCEPTABLE(
            Status.NOT_ACCEPTABLE,
            "Accept",
            "This address has no representation that the Accept header allows.",
            "Accept application/json."),
    CONCURRENT_CHANGE(
            Status.CONFLICT,
            "Somebody else changed this at the same time; nothing was changed.",
            "Read it again and repeat."),
    BODY_TOO_LARGE(
            Status.REQUEST_ENTITY_TOO_LARGE,
            "body",
            "The body is larger than this service takes.",
            "Send less; quarkus.http.limits.max-body-size is the limit."),
    DATABASE_UNAVAILABLE(
            Status.SERVICE_UNAVAILABLE,
            "The database cannot be used at the moment.",
            "Repeat the request; /q/health/ready tells when it can be. An Idempotency-Key keeps a run from being queued"
                    + " twice."),
    UNSUPPORTED_MEDIA_TYPE(
            Status.UNSUPPORTED_MEDIA_TYPE,
            "Content-Type",
            "This address does not take a body of this content type.",
            "Send application/json; PATCH takes application/merge-patch+json too.");

    private final Status status;
    /** Empty where no part of the request is to blame more than another. */
    private final String field;

    private final String detail;
    private final String remedy;

    StatusProblem(Status status, String detail, String remedy) {
        this(status, "", detail, remedy);
    }

    StatusProblem(Status status, String field, String detail, String remedy) {
        this.status = status;
        this.field = field;
        this.detail = detail;
        this.remedy = remedy;
    }

    static Optional<StatusProblem> of(int status) {
        return Arrays.stream(values())
                .filter(problem -> problem.status.getStatusCode() == status)
                .findFirst();
    }

    /** @param role that the operation wants, at least */
    static Problem forbidden(String role) {
        return Problem.of(
                Status.FORBIDDEN,
                "",
                FORBIDDEN.cause(),
                "The caller has not the role that this needs: " + role + ".",
                "Use a key with the role " + role + "; GET /api/v1/me tells the role of this one.");
    }

    private String cause() {
        return name().toLowerCase(Locale.ROOT);
    }

    Problem toProblem() {
        return toProblem(field);
    }

    Problem toProblem(String field) {
        return Problem.of(status, field, cause(), detail, remedy);
    }
}
