package io.orgscribe.catalog;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;

import io.quarkiverse.resteasy.problem.HttpProblem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.orgscribe.catalog.CatalogReader.Scope;

/** The catalog over REST. Query parameters are those of the {@link Listing}, and documented from there. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("viewer")
@Tag(name = "Catalog")
public class CatalogResource {

    private final CatalogReader reader;

    CatalogResource(CatalogReader reader) {
        this.reader = reader;
    }

    @GET
    @Path("connections/{id}/tables")
    @RolesAllowed("viewer")
    @Operation(operationId = "listTables", summary = "List a connection's tables, by name")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TableItem.Page.class)))
    public Response tables(@PathParam("id") String id, @Context UriInfo uri) {
        return page(uri, Scope.connection(connection(id, "id")), TableList::asOf);
    }

    @GET
    @Path("tables/{id}")
    @RolesAllowed("viewer")
    @Operation(operationId = "getTable", summary = "Read a table, removed or not")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TableItem.class)))
    public Response table(@PathParam("id") String id, @Context UriInfo uri) {
        return item(uri, id, TableList::asOf, Refusal::unknownTable);
    }

    @GET
    @Path("tables/{id}/columns")
    @RolesAllowed("viewer")
    @Operation(operationId = "listColumnsOfTable", summary = "List a table's columns, by name")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ColumnItem.Page.class)))
    public Response columnsOfTable(@PathParam("id") String id, @Context UriInfo uri) {
        Scope scope = number(id).flatMap(reader::table).orElseThrow(Refusal::unknownTable);
        return page(uri, scope, ColumnList::ofTable);
    }

    @GET
    @Path("columns")
    @RolesAllowed("viewer")
    @Operation(operationId = "findColumns", summary = "Find columns over all connections, or in one")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ColumnItem.Page.class)))
    public Response columns(@Context UriInfo uri) {
        String connection = uri.getQueryParameters().getFirst("connection");
        Scope scope = connection == null ? Scope.all() : Scope.connection(connection(connection, "connection"));
        return page(uri, scope, ColumnList::ofAll);
    }

    @GET
    @Path("columns/{id}")
    @RolesAllowed("viewer")
    @Operation(operationId = "getColumn", summary = "Read a column, removed or not")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ColumnItem.class)))
    public Response column(@PathParam("id") String id, @Context UriInfo uri) {
        return item(uri, id, ColumnList::ofTable, Refusal::unknownColumn);
    }

    @GET
    @Path("connections/{id}/relationships")
    @RolesAllowed("viewer")
    @Operation(operationId = "listRelationships", summary = "List a connection's relationships, by table and column")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = RelationshipItem.Page.class)))
    public Response relationships(@PathParam("id") String id, @Context UriInfo uri) {
        return page(uri, Scope.connection(connection(id, "id")), RelationshipList::asOf);
    }

    @GET
    @Path("connections/{id}/changes")
    @RolesAllowed("viewer")
    @Operation(operationId = "listChanges", summary = "List what changed in a connection, newest first")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ChangeItem.Page.class)))
    public Response changes(@PathParam("id") String id, @Context UriInfo uri) {
        return page(uri, Scope.connection(connection(id, "id")), ChangeList::asOf);
    }

    private Response page(UriInfo uri, Scope scope, Function<Pin, Listing> list) {
        Page page = reader.page(ListQuery.of(uri), scope, list);
        ResponseBuilder response = Response.ok((StreamingOutput) page::write);
        page.nextPage()
                .ifPresent(next -> response.links(
                        Link.fromUriBuilder(uri.getRequestUriBuilder().replaceQueryParam("cursor", next))
                                .rel("next")
                                .build()));
        return response.build();
    }

    private Response item(UriInfo uri, String id, Function<Pin, Listing> list, Supplier<HttpProblem> unknown) {
        byte[] item = number(id)
                .flatMap(number -> reader.item(ListQuery.of(uri), number, list))
                .orElseThrow(unknown);
        return Response.ok(item).build();
    }

    private UUID connection(String id, String field) {
        return uuid(id).filter(reader::hasConnection).orElseThrow(() -> Refusal.unknownConnection(field));
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Ids are opaque to clients: what is no number is an id that does not exist. */
    private static Optional<Long> number(String id) {
        try {
            return Optional.of(Long.valueOf(id));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
