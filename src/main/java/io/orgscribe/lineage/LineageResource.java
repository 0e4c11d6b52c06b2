package io.orgscribe.lineage;

import java.util.List;
import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.orgscribe.browse.ListAnswers;
import io.orgscribe.browse.ListQuery;

/** The lineage of a column over REST. */
@RegisterForReflection(fields = false)
@Path("/api/v1/columns/{id}/lineage")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalog")
public class LineageResource {

    private final LineageReader lineage;
    private final ListAnswers answers;

    LineageResource(LineageReader lineage, ListAnswers answers) {
        this.lineage = lineage;
        this.answers = answers;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(
            operationId = "getLineage",
            summary = "Tell what a column's formula or roll-up reads, and what reads the column")
    public ColumnLineage read(@PathParam("id") String id, @Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri);
        query.conditions(List.of(), Set.of(ListQuery.AS_OF));
        return lineage.read(answers.column(id).connection(), Long.parseLong(id), query);
    }
}
