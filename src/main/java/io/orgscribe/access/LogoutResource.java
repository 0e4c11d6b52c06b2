package io.orgscribe.access;

import java.net.URI;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A browser's way out. */
@RegisterForReflection(fields = false)
@Path("/logout")
public class LogoutResource {

    private final BrowserSessions sessions;
    private final SessionCookie cookie;

    LogoutResource(BrowserSessions sessions, SessionCookie cookie) {
        this.sessions = sessions;
        this.cookie = cookie;
    }

    @POST
    @RolesAllowed("viewer")
    @Blocking
    @Operation(hidden = true)
    public Response logout(HttpServerRequest request) {
        cookie.read(request).ifPresent(sessions::end);
        cookie.clear(request);
        return Response.seeOther(URI.create(LocalPath.LOGIN)).build();
    }
}
