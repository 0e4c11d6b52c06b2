package io.orgscribe;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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
import jakarta.ws.rs.core.MediaType;

import io.quarkiverse.resteasy.problem.HttpProblem;

/** What resources do, for the tests of what becomes of it. */
@Path("/try")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TryResource {

    enum Colour {
        RED,
        GREEN
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
        throw HttpProblem.builder()
                .withStatus(409)
                .withTitle("Conflict")
                .with("cause", "our_own")
                .build();
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
