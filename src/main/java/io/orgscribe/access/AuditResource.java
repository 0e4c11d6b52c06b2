package io.orgscribe.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.orgscribe.web.Page;

/** The audit over REST. */
@RegisterForReflection(fields = false)
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
public class AuditResource {

    private final AuditLog audit;

    AuditResource(AuditLog audit) {
        this.audit = audit;
    }

    /** @param next the cursor of the next page, null on the last */
    @RegisterForReflection
    record AuditList(List<Item> items, String next) {}

    /** @param address from where; empty for a command */
    @RegisterForReflection
    record Item(UUID id, Instant at, Actor actor, String action, Target target, String address) {

        private static Item of(AuditEntry entry) {
            return new Item(
                    entry.id,
                    entry.at,
                    new Actor(entry.actor, entry.actorVia, entry.actorId),
                    entry.action,
                    new Target(entry.targetType, entry.targetId, entry.targetName),
                    entry.address);
        }
    }

    /** What was changed, as it was called then. */
    @RegisterForReflection
    record Target(String type, String id, String name) {}

    @GET
    @RolesAllowed("admin")
    @Operation(
            summary = "List who has changed what, newest first",
            description = "actor is the name of a key or a person. since is inclusive, until is not.")
    public Response list(
            @QueryParam("actor") String actor,
            @QueryParam("action") AuditAction action,
            @QueryParam("since") Instant since,
            @QueryParam("until") Instant until,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        List<String> list = Stream.of("audit", actor, action, since, until)
                .map(String::valueOf)
                .toList();
        Page page = Page.of(list, limit, cursor);
        List<Item> found =
                audit.list(new AuditLog.Filter(actor, action, since, until), page.afterId(), page.limit() + 1).stream()
                        .map(Item::of)
                        .toList();
        return page.reply(found, Item::id, AuditList::new, uri);
    }
}
