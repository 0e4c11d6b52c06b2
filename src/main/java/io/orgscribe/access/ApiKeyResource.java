package io.orgscribe.access;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.identity.SecurityIdentity;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.orgscribe.web.Page;

/** Keys for programs over REST. */
@RegisterForReflection(fields = false)
@Path("/api/v1/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
public class ApiKeyResource {

    private final ApiKeys keys;
    private final ActiveCredentials active;
    private final SecurityIdentity identity;

    ApiKeyResource(ApiKeys keys, ActiveCredentials active, SecurityIdentity identity) {
        this.keys = keys;
        this.active = active;
        this.identity = identity;
    }

    /** @param next the cursor of the next page, null on the last */
    @RegisterForReflection
    record ApiKeyList(List<ApiKeyDocument> items, String next) {}

    @POST
    @RolesAllowed("admin")
    @Operation(
            summary = "Make an API key",
            description = "The reply is the only one that has the key. Other replicas know it within 2 seconds. To"
                    + " replace a key, make another one of the same name, and revoke the first when it is not used any"
                    + " more.")
    public Response create(ApiKeyDocument asked, @Context UriInfo uri) {
        ApiKeyDocument made = keys.create(asked, Caller.of(identity));
        active.read();
        CacheControl noStore = new CacheControl();
        noStore.setNoStore(true);
        return Response.created(
                        uri.getAbsolutePathBuilder().path(made.id().toString()).build())
                .cacheControl(noStore)
                .entity(made)
                .build();
    }

    @GET
    @RolesAllowed("admin")
    @Operation(summary = "List API keys, oldest first, the revoked ones too")
    public Response list(
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        Page page = Page.of(List.of("api-key"), limit, cursor);
        return page.reply(keys.list(page.afterId(), page.limit() + 1), ApiKeyDocument::id, ApiKeyList::new, uri);
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed("admin")
    @Operation(summary = "Revoke an API key", description = "No replica lets it in any more within 5 seconds.")
    public void revoke(@PathParam("id") UUID id) {
        keys.revoke(id);
        active.read();
    }
}
