package io.orgscribe.extraction;

import java.net.URI;
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

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;

import io.orgscribe.connection.Page;

/** Runs over REST. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Runs")
public class RunResource {

    private final Runs runs;
    private final RunRequests requests;
    private final RunQueue queue;
    private final RunEvents events;

    RunResource(Runs runs, RunRequests requests, RunQueue queue, RunEvents events) {
        this.runs = runs;
        this.requests = requests;
        this.queue = queue;
        this.events = events;
    }

    /** @param next the cursor of the next page, null on the last */
    record RunList(List<RunView> items, String next) {}

    record FailureList(List<RunFailure> items) {}

    @POST
    @Path("connections/{id}/runs")
    @RolesAllowed("operator")
    @Operation(
            summary = "Extract the org now",
            description = "The body may name tables, to read only those and touch nothing else.")
    public Response start(@PathParam("id") UUID connectionId, RunRequest request) {
        UUID run = requests.start(connectionId, Optional.ofNullable(request).orElse(RunRequest.EVERYTHING));
        return Response.accepted(runs.find(run))
                .location(URI.create("/api/v1/runs/" + run))
                .build();
    }

    @GET
    @Path("connections/{id}/runs")
    @RolesAllowed("viewer")
    @Operation(summary = "List the runs of a connection, newest first")
    public Response list(
            @PathParam("id") UUID connectionId,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        runs.requireConnection(connectionId);
        return page(Optional.of(connectionId), Page.of("run", limit, cursor), uri);
    }

    @GET
    @Path("runs")
    @RolesAllowed("viewer")
    @Operation(summary = "List the runs of all connections, newest first")
    public Response list(
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        return page(Optional.empty(), Page.of("run", limit, cursor), uri);
    }

    @GET
    @Path("runs/{id}")
    @RolesAllowed("viewer")
    @Operation(summary = "Read a run: its stage, progress, changes and bill")
    public RunView read(@PathParam("id") UUID id) {
        return runs.find(id);
    }

    @GET
    @Path("runs/{id}/failures")
    @RolesAllowed("viewer")
    @Operation(summary = "List the tables that a run could not read")
    public FailureList failures(@PathParam("id") UUID id) {
        return new FailureList(runs.failures(id));
    }

    @POST
    @Path("runs/{id}/cancel")
    @RolesAllowed("operator")
    @Operation(summary = "End a run without touching the catalog")
    public Response cancel(@PathParam("id") UUID id) {
        runs.find(id);
        if (!queue.cancel(id)) {
            throw RunRefusals.ended();
        }
        return Response.accepted(runs.find(id)).build();
    }

    @GET
    @Path("runs/{id}/events")
    @RolesAllowed("viewer")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(summary = "Follow a run: it is sent when it changes, until it has ended")
    @Blocking
    public Multi<RunView> events(@PathParam("id") UUID id) {
        runs.find(id);
        return events.of(id);
    }

    private Response page(Optional<UUID> connectionId, Page page, UriInfo uri) {
        List<RunView> found = runs.list(connectionId, page.after(), page.limit() + 1);
        List<RunView> items = found.stream().limit(page.limit()).toList();
        if (found.size() <= page.limit()) {
            return Response.ok(new RunList(items, null)).build();
        }
        String next = page.cursorAfter(items.get(items.size() - 1).id());
        return Response.ok(new RunList(items, next)).links(Page.next(uri, next)).build();
    }
}
