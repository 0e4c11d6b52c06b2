package io.orgscribe.lineage;

import java.util.List;
import java.util.Set;

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
import io.orgscribe.browse.Scope;
import io.orgscribe.web.ProblemException;

/** The ways from a table to another one, over REST. */
@RegisterForReflection(fields = false)
@Path("/api/v1/paths")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalog")
public class PathsResource {

    private final Relations relations;
    private final ListAnswers answers;

    PathsResource(Relations relations, ListAnswers answers) {
        this.relations = relations;
        this.answers = answers;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(
            operationId = "findPaths",
            summary = "Tell the shortest ways from a table to another one by references, with the columns that join")
    public TablePaths paths(@Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri);
        query.conditions(List.of(), Set.of("from", "to", RelationReader.PARAMETER, ListQuery.AS_OF));
        Scope from = end("from", query);
        Scope to = end("to", query);
        if (!from.connection().equals(to.connection())) {
            throw ProblemException.badRequest(
                    "to",
                    "other_connection",
                    "The two tables belong to different connections, between which there are no references.",
                    "Send the ids of two tables of one connection.");
        }
        return relations.between(
                from.connection(),
                Long.parseLong(query.parameters().get("from")),
                Long.parseLong(query.parameters().get("to")),
                RelationReader.system(query),
                query);
    }

    private Scope end(String name, ListQuery query) {
        String id = query.parameters().get(name);
        if (id == null) {
            throw ProblemException.badRequest(
                    name, "missing", "There is no table to look " + name + ".", "Send " + name + " with a table's id.");
        }
        return answers.table(id, name);
    }
}
