package io.orgscribe.search;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.orgscribe.browse.ListAnswers;
import io.orgscribe.browse.ListQuery;
import io.orgscribe.catalog.LargeIndexes;

/** The search over REST. Query parameters are those of {@link SearchRequest}. */
@RegisterForReflection(fields = false)
@Path("/api/v1/search")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalog")
public class SearchResource {

    private final CatalogSearch search;
    private final LargeIndexes indexes;
    private final ListAnswers answers;

    SearchResource(CatalogSearch search, LargeIndexes indexes, ListAnswers answers) {
        this.search = search;
        this.indexes = indexes;
        this.answers = answers;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(operationId = "search", summary = "Find tables and columns by names, labels and texts, best first")
    public SearchAnswer find(@Context UriInfo uri) {
        SearchRequest request = SearchRequest.of(ListQuery.of(uri));
        String connection = uri.getQueryParameters().getFirst("connection");
        if (connection != null) {
            answers.connection(connection, "connection");
        }
        return search.find(request, indexes.areComplete());
    }
}
