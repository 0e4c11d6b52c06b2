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

/** What changed in a connection. Query parameters are those of the {@link Listing}. */
@RegisterForReflection(fields = false)
@Path("/api/v1/connections/{id}/changes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalog")
public class ConnectionChangesResource {

    private final ListAnswers answers;

    ConnectionChangesResource(ListAnswers answers) {
        this.answers = answers;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TYPE})
    @RolesAllowed("viewer")
    @Operation(operationId = "listChanges", summary = "List what changed in a connection, newest first")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ChangeItem.Page.class)),
                @Content(mediaType = Csv.TYPE, schema = @Schema(implementation = String.class))
            })
    public Response list(@PathParam("id") String id, @Context UriInfo uri) {
        return answers.pageOrCsv(uri, answers.connection(id, "id"), ChangeList.inOrder(uri, ChangeList::ofConnection));
    }
}
