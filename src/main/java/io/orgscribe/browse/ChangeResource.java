package io.orgscribe.browse;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
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

/** What changed in all connections. Query parameters are those of the {@link Listing}. */
@RegisterForReflection(fields = false)
@Path("/api/v1/changes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalog")
public class ChangeResource {

    private final ListAnswers answers;
    private final ChangeSummaries summaries;

    ChangeResource(ListAnswers answers, ChangeSummaries summaries) {
        this.answers = answers;
        this.summaries = summaries;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.TYPE})
    @RolesAllowed("viewer")
    @Operation(operationId = "findChanges", summary = "List what changed in all connections, newest first")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ChangeItem.Page.class)),
                @Content(mediaType = Csv.TYPE, schema = @Schema(implementation = String.class))
            })
    public Response list(@Context UriInfo uri) {
        return answers.pageOrCsv(uri, answers.allOrOne(uri), ChangeList.inOrder(uri, ChangeList::ofAll));
    }

    @GET
    @Path("summary")
    @RolesAllowed("viewer")
    @Operation(operationId = "summarizeChanges", summary = "Count changes by day, table, kind or author")
    public ChangeSummary summary(@Context UriInfo uri) {
        answers.allOrOne(uri);
        return summaries.count(ListQuery.of(uri));
    }
}
