package io.orgscribe.estimate;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.orgscribe.run.Idempotency;
import io.orgscribe.run.RunList;
import io.orgscribe.run.RunRequest;
import io.orgscribe.run.Runs;
import io.orgscribe.web.Page;

/** The runs of one connection over REST. */
@RegisterForReflection(fields = false)
@Path("/api/v1/connections/{id}/runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Runs")
public class ConnectionRunsResource {

    private final Runs runs;
    private final RunRequests requests;

    ConnectionRunsResource(Runs runs, RunRequests requests) {
        this.runs = runs;
        this.requests = requests;
    }

    /** Of any type, for without a body there is none; a body has to be JSON all the same. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed("operator")
    @Operation(
            summary = "Extract the org now",
            description =
                    "The body may name tables, or say \"failed\" for those that could not be read so far, to read only"
                            + " those and touch nothing else. With dryRun true nothing runs: the answer (200) is what the"
                            + " run would cost, by stage. A request that is repeated with its Idempotency-Key within 24"
                            + " hours gets the run that it has queued.")
    public Response start(
            @PathParam("id") UUID connectionId, @HeaderParam(Idempotency.HEADER) String key, RunRequest body) {
        RunRequest request = Optional.ofNullable(body).orElse(RunRequest.EVERYTHING);
        if (Boolean.TRUE.equals(request.dryRun())) {
            return Response.ok(requests.estimate(connectionId, request)).build();
        }
        UUID run = requests.start(connectionId, request, Optional.ofNullable(key));
        return Response.accepted(runs.find(run))
                .location(URI.create("/api/v1/runs/" + run))
                .build();
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "List the runs of a connection, newest first")
    public Response list(
            @PathParam("id") UUID connectionId,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        runs.requireConnection(connectionId);
        return RunList.page(
                runs, Optional.of(connectionId), Page.of(List.of("run", connectionId.toString()), limit, cursor), uri);
    }
}
