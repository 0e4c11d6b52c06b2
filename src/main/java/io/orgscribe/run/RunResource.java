package io.orgscribe.run;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;

import io.orgscribe.catalog.Staging;
import io.orgscribe.web.Page;

/** Runs over REST. */
@RegisterForReflection(fields = false)
@Path("/api/v1/runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Runs")
public class RunResource {

    private final Runs runs;
    private final RunControl control;
    private final Staging staging;

    RunResource(Runs runs, RunControl control, Staging staging) {
        this.runs = runs;
        this.control = control;
        this.staging = staging;
    }

    record FailureList(List<RunFailure> items) {}

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "List the runs of all connections, newest first")
    public Response list(
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        return RunList.page(runs, Optional.empty(), Page.of(List.of("run"), limit, cursor), uri);
    }

    @GET
    @Path("{id}")
    @RolesAllowed("viewer")
    @Operation(summary = "Read a run: its stage, progress, changes and bill")
    public RunView read(@PathParam("id") UUID id) {
        return runs.find(id);
    }

    @GET
    @Path("{id}/failures")
    @RolesAllowed("viewer")
    @Operation(summary = "List the tables that a run could not read")
    public FailureList failures(@PathParam("id") UUID id) {
        return new FailureList(runs.failures(id));
    }

    @POST
    @Path("{id}/cancel")
    @RolesAllowed("operator")
    @Operation(summary = "End a run without touching the catalog")
    public Response cancel(@PathParam("id") UUID id) {
        control.cancel(id);
        RunView run = runs.find(id);
        if (run.status().ended()) {
            // Its owner forgets what a running run has staged; nobody works on this one.
            staging.clear(id);
        }
        return Response.accepted(run).build();
    }

    @POST
    @Path("{id}/resume")
    @RolesAllowed("operator")
    @Operation(
            summary = "Let a run go on now that has stopped at its budget, or waits for its time or for its org",
            description = "It keeps what it has read.")
    public Response resume(@PathParam("id") UUID id) {
        control.resume(id);
        return Response.accepted(runs.find(id)).build();
    }

    @GET
    @Path("{id}/events")
    @RolesAllowed("viewer")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Follow a run: it is sent when it changes, until it has ended or is paused",
            description = "After an hour the stream ends; connect again to go on.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = RunView.class)))
    @Blocking
    public Multi<OutboundSseEvent> events(@PathParam("id") UUID id, @Context Sse sse) {
        runs.find(id);
        return RunEvents.of(() -> runs.find(id), sse);
    }
}
