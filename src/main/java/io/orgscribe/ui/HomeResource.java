package io.orgscribe.ui;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.identity.SecurityIdentity;
import org.eclipse.microprofile.openapi.annotations.Operation;

import io.orgscribe.access.Caller;
import io.orgscribe.web.HtmlReply;

/** The first page. */
@RegisterForReflection(fields = false)
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class HomeResource {

    private final SecurityIdentity identity;

    HomeResource(SecurityIdentity identity) {
        this.identity = identity;
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(hidden = true)
    public Response home() {
        return HtmlReply.of(200, HomePage.of(Caller.of(identity))).build();
    }
}
