package io.orgscribe.access;

import java.net.URI;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response.Status;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;

/** How requests get in by the OIDC server. */
@ApplicationScoped
class OidcLogin {

    private final OidcTenant tenant;
    private final OidcAuthentication oidc;
    private final AccessRefusals refusals;

    OidcLogin(OidcTenant tenant, OidcAuthentication oidc, AccessRefusals refusals) {
        this.tenant = tenant;
        this.oidc = oidc;
        this.refusals = refusals;
    }

    /** Whether it is the way to the server and back, which somebody takes who is not known. */
    boolean serves(String path) {
        return tenant.isConfigured() && (path.equals(OidcTenant.LOGIN) || path.startsWith(OidcTenant.LOGIN + "/"));
    }

    boolean takesBearers() {
        return tenant.isConfigured();
    }

    boolean hasSession(RoutingContext request) {
        return tenant.isConfigured() && OidcAuthentication.hasSession(request);
    }

    void bearer(RoutingContext request, Consumer<Caller> letIn) {
        then(request, oidc.authenticate(request), answer -> {
            if (answer instanceof OidcAnswer.Known known) {
                letIn.accept(known.caller());
            } else if (answer instanceof OidcAnswer.WithoutRole) {
                refusals.withoutRole(request);
            } else if (answer instanceof OidcAnswer.Unavailable) {
                refusals.loginServerUnavailable(request);
            } else {
                refusals.wrong(request, "it is neither a key nor a token in force");
            }
        });
    }

    void session(RoutingContext request, Consumer<Caller> letIn) {
        then(request, oidc.authenticate(request), answer -> {
            if (answer instanceof OidcAnswer.Known known) {
                letIn.accept(known.caller());
            } else if (answer instanceof OidcAnswer.Unknown || answer instanceof OidcAnswer.Failed) {
                // Whom the server still knows notices nothing of it.
                refusals.missing(request, OidcTenant.LOGIN);
            } else {
                refuse(request, answer);
            }
        });
    }

    /** Sends a browser to the server, takes it back from there, and lets it go on to where it wanted. */
    void logIn(RoutingContext request) {
        // Who comes back without the cookie of a log-in has not begun it, or not in this browser.
        boolean begins = request.normalizedPath().equals(OidcTenant.LOGIN);
        Uni<OidcAnswer> answer = oidc.authenticate(request)
                .chain(known -> begins && known instanceof OidcAnswer.Unknown
                        ? oidc.challenge(request)
                        : Uni.createFrom().item(known));
        then(request, answer, found -> {
            if (found instanceof OidcAnswer.Known) {
                AccessRefusals.redirect(request, LocalPath.of(request.request().getParam("next")));
            } else {
                refuse(request, found);
            }
        });
    }

    private void refuse(RoutingContext request, OidcAnswer answer) {
        if (answer instanceof OidcAnswer.Redirect redirect) {
            URI to = redirect.to();
            AccessRefusals.redirect(request, to.toString());
        } else if (answer instanceof OidcAnswer.WithoutRole known) {
            if (AccessRefusals.isForProgram(request)) {
                refusals.withoutRole(request);
            } else {
                AccessRefusals.page(request, Status.FORBIDDEN, AccessPage.withoutRole(known.name()));
            }
        } else if (answer instanceof OidcAnswer.Unavailable) {
            if (AccessRefusals.isForProgram(request)) {
                refusals.loginServerUnavailable(request);
            } else {
                AccessRefusals.page(request, Status.SERVICE_UNAVAILABLE, AccessPage.unavailable());
            }
        } else {
            AccessRefusals.page(request, Status.UNAUTHORIZED, AccessPage.failed());
        }
    }

    /** Where the request is at home, whoever has found out. */
    private static void then(RoutingContext request, Uni<OidcAnswer> answer, Consumer<OidcAnswer> consumer) {
        Context home = request.vertx().getOrCreateContext();
        answer.subscribe().with(found -> home.runOnContext(there -> consumer.accept(found)));
    }
}
