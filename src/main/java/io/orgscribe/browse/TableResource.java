package io.orgscribe.browse;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.orgscribe.web.Csv;

/** Tables over all connections; single ones, their columns, changes and child relationships. Query parameters are those of the {@link Listing}. */
@RegisterForReflection(fields = false)
@Path("/api/v1/tables")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalog")
public class TableResource {

    private final ListAnswers answers;

    TableResource(ListAnswers answers) {
        this.answers = answers;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(operationId = "findTables", summary = "List the tables of all connections, by name")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TableItem.Page.class)))
    public Response list(@Context UriInfo uri) {
        return answers.page(uri, answers.allOrOne(uri), TableList::ofAll);
    }

    @GET
    @Path("{id}")
    @RolesAllowed("viewer")
    @Operation(operationId = "getTable", summary = "Read a table, removed or not")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TableItem.class)))
    public Response read(@PathParam("id") String id, @Context UriInfo uri) {
        return answers.item(uri, id, TableList::ofConnection, ListProblems::unknownTable);
    }

    @GET
    @Path("{id}/columns")
    @RolesAllowed("viewer")
    @Operation(operationId = "listColumnsOfTable", summary = "List a table's columns, by name")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ColumnItem.Page.class)))
    public Response columns(@PathParam("id") String id, @Context UriInfo uri) {
        return answers.page(uri, answers.table(id), ColumnList::ofTable);
    }

    @GET
    @Path("{id}/changes")
    @Produces({MediaType.APPLICATION_JSON, Csv.TYPE})
    @RolesAllowed("viewer")
    @Operation(
            operationId = "listChangesOfTable",
            summary = "List what changed of a table and its columns, newest first")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ChangeItem.Page.class)),
                @Content(mediaType = Csv.TYPE, schema = @Schema(implementation = String.class))
            })
    public Response changes(@PathParam("id") String id, @Context UriInfo uri) {
        return answers.pageOrCsv(uri, answers.table(id), ChangeList.inOrder(uri, ChangeList::ofTable));
    }

    @GET
    @Path("{id}/child-relationships")
    @RolesAllowed("viewer")
    @Operation(
            operationId = "listChildRelationships",
            summary = "List what a table's describe says of the tables that refer to it, by child table and column")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = ChildRelationshipItem.Page.class)))
    public Response childRelationships(@PathParam("id") String id, @Context UriInfo uri) {
        return answers.page(uri, answers.table(id), ChildRelationshipList::ofTable);
    }
}
