package io.orgscribe.web;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.Response.StatusType;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Why a request is not carried out. Detail and remedy never hold what the client has sent, which may be a secret. Empty
 * texts are left out.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem Details for HTTP APIs</a>
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(description = "Why a request is not carried out (RFC 9457)")
public record Problem(
        @Schema(description = "Status of the reply") int status,

        @Schema(description = "The status in words") String title,

        @Schema(description = "What is wrong, in one sentence")
        String detail,

        @Schema(description = "Path of the request") String instance,

        @Schema(description = "The member, parameter or header to blame", examples = "schedule.cron")
        String field,

        @Schema(description = "A word for programs", examples = "invalid_cron")
        String cause,

        @Schema(description = "Where to look in the service's log, of what is unexpected")
        String correlationId,

        @Schema(description = "What the client can do") String remedy) {

    /** The media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * @param field empty where no part of the request is to blame more than another
     * @param cause a word in snake case
     */
    public static Problem of(StatusType status, String field, String cause, String detail, String remedy) {
        return new Problem(status.getStatusCode(), status.getReasonPhrase(), detail, "", field, cause, "", remedy);
    }

    /** Status 400. */
    public static Problem badRequest(String field, String cause, String detail, String remedy) {
        return of(Status.BAD_REQUEST, field, cause, detail, remedy);
    }

    /** The same, of a request for this path. */
    public Problem at(String path) {
        return new Problem(status, title, detail, path, field, cause, correlationId, remedy);
    }

    /** The reply with this problem as its body. */
    public ResponseBuilder reply() {
        return Response.status(status).type(MEDIA_TYPE).entity(this);
    }

    /** Answers with it a request that reaches no resource. */
    public void end(RoutingContext request) {
        request.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE);
        request.json(this);
    }
}
