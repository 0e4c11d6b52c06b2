package io.orgscribe.web;

import java.io.Writer;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.RedirectionException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ClientWebApplicationException;

/** What resources do, for the tests of what becomes of it. */
@Path("/try")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TryResource {

    enum Colour {
        RED,
        GREEN
    }

    /** What a resource, or what it calls, may end with. */
    enum Failure {
        UNKNOWN_CALLER(UnauthorizedException::new),
        REFUSED_CREDENTIALS(() -> new AuthenticationFailedException("hunter2")),
        UNFINISHED_LOGIN(() -> new AuthenticationCompletionException("hunter2")),
        LACKING_ROLE(() -> new ForbiddenException("hunter2")),
        LOST_DATABASE(() -> new IllegalStateException(new SQLException("hunter2", "08006"))),
        LOST_UPDATE_AT_COMMIT(() -> new IllegalStateException(new OptimisticLockException("hunter2"))),
        WRAPPED_PROBLEM(() -> new IllegalStateException(
                new ProblemException(Status.CONFLICT, "", "our_own", "It cannot be.", "Let it be."))),
        ANOTHER_SERVICE(() -> new ClientWebApplicationException("hunter2", 401)),
        UNWRITABLE_JSON(
                () -> JsonMappingException.from(new JsonFactory().createGenerator(Writer.nullWriter()), "hunter2")),
        ELSEWHERE(() -> new RedirectionException(Status.SEE_OTHER, URI.create("/try")));

        private final Callable<Exception> exception;

        Failure(Callable<Exception> exception) {
            this.exception = exception;
        }
    }

    record Body(@NotBlank String name, Colour colour, Integer size, Nested nested, List<Integer> numbers) {}

    record Nested(boolean enabled, Instant at) {}

    @POST
    @RolesAllowed("operator")
    public Body post(@Valid Body body) {
        return body;
    }

    @GET
    @RolesAllowed("viewer")
    public Map<String, String> list(
            @QueryParam("limit") @Min(1) @Max(1000) Integer limit,
            @QueryParam("at") Instant at,
            @QueryParam("removed") boolean removed,
            @QueryParam("colour") Colour colour) {
        return Map.of("limit", String.valueOf(limit), "at", String.valueOf(at), "colour", String.valueOf(colour));
    }

    @GET
    @Path("{id}")
    @RolesAllowed("viewer")
    public Map<String, String> get(@PathParam("id") UUID id) {
        return Map.of("id", id.toString());
    }

    @GET
    @Path("problem")
    @RolesAllowed("admin")
    public String problem() {
        throw new ProblemException(Status.CONFLICT, "", "our_own", "It cannot be.", "Let it be.");
    }

    @GET
    @Path("failure/{how}")
    @RolesAllowed("admin")
    @Operation(hidden = true)
    public String failure(@PathParam("how") Failure how) throws Exception {
        throw how.exception.call();
    }

    @GET
    @Path("reply")
    @RolesAllowed("viewer")
    @Max(1)
    public int reply() {
        return 2;
    }

    @GET
    @Path("broken")
    @RolesAllowed("admin")
    public String broken() {
        throw new IllegalStateException("password=hunter2");
    }

    @GET
    @Path("lost-update")
    @RolesAllowed("admin")
    public String lostUpdate() {
        throw new OptimisticLockException();
    }
}
