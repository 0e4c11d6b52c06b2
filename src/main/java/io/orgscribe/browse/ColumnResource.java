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

/** Columns over all connections. Query parameters are those of the {@link Listing}. */
@RegisterForReflection(fields = false)
@Path("/api/v1/columns")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalog")
public class ColumnResource {

    private final ListAnswers answers;

    ColumnResource(ListAnswers answers) {
        this.answers = answers;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(operationId = "findColumns", summary = "Find columns over all connections, or in one")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ColumnItem.Page.class)))
    public Response list(@Context UriInfo uri) {
        Scope scope = answers.allOrOne(uri);
        return answers.page(uri, scope, scope.isAll() ? ColumnList::ofAll : ColumnList::ofConnection);
    }

    @GET
    @Path("{id}")
    @RolesAllowed("viewer")
    @Operation(operationId = "getColumn", summary = "Read a column, removed or not")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ColumnItem.class)))
    public Response read(@PathParam("id") String id, @Context UriInfo uri) {
        return answers.item(uri, id, ColumnList::ofTable, ListProblems::unknownColumn);
    }

    @GET
    @Path("{id}/changes")
    @Produces({MediaType.APPLICATION_JSON, Csv.TYPE})
    @RolesAllowed("viewer")
    @Operation(operationId = "listChangesOfColumn", summary = "List what changed of a column, newest first")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ChangeItem.Page.class)),
                @Content(mediaType = Csv.TYPE, schema = @Schema(implementation = String.class))
            })
    public Response changes(@PathParam("id") String id, @Context UriInfo uri) {
        return answers.pageOrCsv(uri, answers.column(id), ChangeList.inOrder(uri, ChangeList::ofColumn));
    }
}
