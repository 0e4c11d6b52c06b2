package io.orgscribe.access;

import java.net.URI;
import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;

import io.orgscribe.web.HtmlReply;

/** A browser's way out, also of a session that has ended or may do nothing. */
@Path("/logout")
public class LogoutResource {

    private final BrowserSessions sessions;
    private final SessionCookie cookie;
    private final OidcLogout oidc;
    private final FailedAttempts attempts;

    LogoutResource(BrowserSessions sessions, SessionCookie cookie, OidcLogout oidc, FailedAttempts attempts) {
        this.attempts = attempts;
        this.sessions = sessions;
        this.cookie = cookie;
        this.oidc = oidc;
    }

    @POST
    @PermitAll
    @Blocking
    @Operation(hidden = true)
    public Uni<Response> logout(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (AccessGuard.isUnmarkedChange(request)) {
            return Uni.createFrom().item(AccessRefusals.unmarkedChange().reply().build());
        }
        boolean nothing =
                cookie.read(request).filter(token -> !sessions.end(token)).isPresent();
        cookie.clear(request);
        Uni<Response> reply = oidc.end(routing).map(LogoutResource::reply);
        return nothing
                ? Uni.createFrom()
                        .<Void>emitter(waiting -> attempts.answer(request, () -> waiting.complete(null)))
                        .chain(() -> reply)
                : reply;
    }

    private static Response reply(Optional<URI> elsewhere) {
        return elsewhere
                .map(there -> HtmlReply.of(Status.OK.getStatusCode(), AccessPage.leading(there.toString()))
                        // The address has a token.
                        .header(HttpHeaders.CACHE_CONTROL, null)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store"))
                .orElseGet(() -> Response.seeOther(URI.create(LocalPath.LOGIN)))
                .header(HttpHeaders.VARY, HttpHeaders.COOKIE)
                .build();
    }
}
