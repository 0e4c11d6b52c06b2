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
import io.orgscribe.web.ProblemException;

/** The tables around a table, over REST. */
@RegisterForReflection(fields = false)
@Path("/api/v1/tables/{id}/neighbours")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalog")
public class NeighboursResource {

    static final String DEPTH = "depth";
    static final int DEEPEST = 3;

    private final Relations relations;
    private final ListAnswers answers;

    NeighboursResource(Relations relations, ListAnswers answers) {
        this.relations = relations;
        this.answers = answers;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(
            operationId = "listNeighbours",
            summary = "Tell which tables a table refers to and which refer to it, and theirs in turn")
    public Neighbourhood neighbours(@PathParam("id") String id, @Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri);
        query.conditions(List.of(), Set.of(DEPTH, RelationReader.PARAMETER, ListQuery.AS_OF));
        return relations.around(
                answers.table(id, "id").connection(),
                Long.parseLong(id),
                depth(query),
                RelationReader.system(query),
                query);
    }

    private static int depth(ListQuery query) {
        String depth = query.parameters().getOrDefault(DEPTH, "1");
        if (!depth.matches("[1-" + DEEPEST + "]")) {
            throw ProblemException.badRequest(
                    DEPTH,
                    "out_of_range",
                    "depth is not a number from 1 to " + DEEPEST + ".",
                    "Leave it out for 1, or ask for the neighbours of a neighbour.");
        }
        return Integer.parseInt(depth);
    }
}
