package io.orgscribe.quality;

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

/** What a connection's catalog lacks, over REST. */
@RegisterForReflection(fields = false)
@Path("/api/v1/connections/{id}/quality")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalog")
public class QualityResource {

    private final QualityReader quality;
    private final ListAnswers answers;

    QualityResource(QualityReader quality, ListAnswers answers) {
        this.quality = quality;
        this.answers = answers;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(
            operationId = "getQuality",
            summary = "Count what a connection's columns lack, and say where they are listed")
    public QualityReport read(@PathParam("id") String id, @Context UriInfo uri) {
        ListQuery.of(uri).conditions(List.of(), Set.of());
        return quality.read(answers.connection(id, "id").connection());
    }
}
