package io.orgscribe.connection;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.identity.SecurityIdentity;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.orgscribe.web.Page;
import io.orgscribe.web.ProblemException;

/** Connections over REST. */
@RegisterForReflection(fields = false)
@Path("/api/v1/connections")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connections")
public class ConnectionResource {

    private final Connections connections;
    private final MergePatch mergePatch;
    private final Clock clock;
    private final SecurityIdentity identity;

    ConnectionResource(Connections connections, MergePatch mergePatch, Clock clock, SecurityIdentity identity) {
        this.connections = connections;
        this.mergePatch = mergePatch;
        this.clock = clock;
        this.identity = identity;
    }

    /** @param next the cursor of the next page, null on the last */
    @RegisterForReflection
    record ConnectionList(List<ConnectionDocument> items, String next) {}

    /** @param goes how many of what goes, by name */
    @RegisterForReflection
    record Removal(UUID id, ConnectionStatus status, Map<String, Long> goes) {}

    @POST
    @RolesAllowed("admin")
    @Operation(summary = "Create a connection")
    public Response create(ConnectionDocument asked, @Context UriInfo uri) {
        Connection connection = connections.create(ConnectionProblems.required(asked));
        return reply(
                Response.created(uri.getAbsolutePathBuilder()
                        .path(connection.id.toString())
                        .build()),
                connection);
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "List connections, oldest first")
    public Response list(
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        Page page = Page.of(List.of("connection"), limit, cursor);
        List<ConnectionDocument> found = connections.list(page.afterId(), page.limit() + 1).stream()
                .map(this::document)
                .toList();
        return page.reply(found, ConnectionDocument::id, ConnectionList::new, uri);
    }

    @GET
    @Path("{id}")
    @RolesAllowed("viewer")
    @Operation(summary = "Read a connection")
    public Response read(@PathParam("id") UUID id) {
        return reply(Response.ok(), connections.find(id));
    }

    @PUT
    @Path("{id}")
    @RolesAllowed("admin")
    @Operation(summary = "Replace a connection; absent secrets are kept, null clears them")
    public Response replace(
            @PathParam("id") UUID id, ConnectionDocument asked, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch)
            throws JsonProcessingException {
        ConnectionDocument wanted = ConnectionProblems.required(asked);
        return reply(Response.ok(), connections.change(id, matching(ifMatch), stored -> wanted));
    }

    @PATCH
    @Path("{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed("admin")
    @Operation(summary = "Change a connection by JSON merge patch (RFC 7396)")
    public Response patch(@PathParam("id") UUID id, ObjectNode patch, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch)
            throws JsonProcessingException {
        ObjectNode wanted = ConnectionProblems.required(patch);
        return reply(
                Response.ok(), connections.change(id, matching(ifMatch), stored -> mergePatch.apply(wanted, stored)));
    }

    @POST
    @Path("{id}/pause")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed("operator")
    @Operation(
            summary = "Let the schedule rest until somebody resumes it",
            description = "Fire times that pass meanwhile are left out. Runs that somebody asks for are made.")
    public Response pause(@PathParam("id") UUID id) {
        return reply(Response.ok(), connections.turn(id, ConnectionStatus.READY, ConnectionStatus.PAUSED));
    }

    @POST
    @Path("{id}/resume")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed("operator")
    @Operation(summary = "Let the schedule go on, from its next fire time")
    public Response resume(@PathParam("id") UUID id) {
        return reply(Response.ok(), connections.turn(id, ConnectionStatus.PAUSED, ConnectionStatus.READY));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed("admin")
    @Operation(
            summary = "Delete a connection and its catalog in the background; keep=catalog keeps the catalog",
            description = "The reply says how much goes.")
    public Response delete(
            @PathParam("id") UUID id,
            @QueryParam("keep") String keep,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        if (keep != null && !keep.equals("catalog")) {
            throw ProblemException.badRequest(
                    "keep", "unknown_value", "Only the catalog can be kept.", "Send keep=catalog.");
        }
        Map<String, Long> goes = connections.remove(id, matching(ifMatch), keep != null);
        return keep == null
                ? Response.accepted(new Removal(id, ConnectionStatus.DELETING, goes))
                        .build()
                : Response.ok(new Removal(id, ConnectionStatus.DISCONNECTED, goes))
                        .build();
    }

    private Response reply(ResponseBuilder response, Connection connection) {
        return response.entity(document(connection))
                .tag(new EntityTag(Long.toString(connection.version)))
                .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION + ", " + HttpHeaders.COOKIE)
                .build();
    }

    /** Who may not change a connection needs not know how it logs in. */
    private ConnectionDocument document(Connection connection) {
        ConnectionDocument document = ConnectionDocument.of(connection, clock);
        return identity.hasRole("admin") ? document : document.withoutLogin();
    }

    /** @param ifMatch null where the client does not care */
    private static LongConsumer matching(String ifMatch) {
        return version -> {
            String tag = '"' + Long.toString(version) + '"';
            boolean matches = ifMatch == null
                    || Arrays.stream(ifMatch.split(","))
                            .map(String::strip)
                            .anyMatch(m -> m.equals(tag) || m.equals("*"));
            if (!matches) {
                throw ConnectionProblems.lostUpdate();
            }
        };
    }
}
