package io.orgscribe.access;

import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response.Status;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import io.orgscribe.web.ServiceConfig;

/** How requests get in by the OIDC server. */
@ApplicationScoped
class OidcLogin {

    /** Steps of log-ins that an address may take in a minute: each may cost a call of the server. */
    private static final int MOST_STEPS = 300;

    /** Set where a browser was sent to the public address already. */
    private static final String MOVED = "moved";

    private final OidcTenant tenant;
    private final OidcAuthentication oidc;
    private final SessionCookie keySession;
    private final AccessRefusals refusals;
    private final ServiceConfig config;
    private final MinuteCounts steps = new MinuteCounts(System::nanoTime);

    OidcLogin(
            OidcTenant tenant,
            OidcAuthentication oidc,
            SessionCookie keySession,
            AccessRefusals refusals,
            ServiceConfig config) {
        this.tenant = tenant;
        this.oidc = oidc;
        this.keySession = keySession;
        this.refusals = refusals;
        this.config = config;
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
        then(request, oidc.bearer(request), answer -> {
            if (answer instanceof OidcAnswer.Known known) {
                letIn.accept(known.caller());
            } else if (answer instanceof OidcAnswer.Unknown || answer instanceof OidcAnswer.Failed) {
                refusals.wrong(request, "it is neither a key nor a token in force");
            } else {
                refuse(request, answer);
            }
        });
    }

    void session(RoutingContext request, Consumer<Caller> letIn) {
        then(request, oidc.session(request), answer -> {
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
        if (steps.add(RemoteAddress.of(request.request())) > MOST_STEPS) {
            refusals.tooMany(request, steps.secondsLeft());
            return;
        }
        Optional<URI> elsewhere = publicAddress(request.request());
        if (elsewhere.isPresent()) {
            AccessRefusals.redirect(request, elsewhere.get().toString());
            return;
        }
        // Who comes back without the cookie of a log-in has not begun it, or not in this browser.
        boolean begins = request.normalizedPath().equals(OidcTenant.LOGIN);
        Uni<OidcAnswer> answer = oidc.session(request)
                .chain(known -> begins && known instanceof OidcAnswer.Unknown
                        ? oidc.challenge(request)
                        : Uni.createFrom().item(known));
        then(request, answer, found -> {
            if (found instanceof OidcAnswer.Known) {
                // It would go before this one.
                keySession.clear(request.request());
                AccessRefusals.redirect(request, LocalPath.of(request.request().getParam("next")));
            } else {
                refuse(request, found);
            }
        });
    }

    /** Where a log-in has to begin so that its cookie is there when the server sends the browser back. */
    private Optional<URI> publicAddress(HttpServerRequest request) {
        return config.publicUrl()
                .filter(url -> request.authority() != null
                        && !url.getHost().equalsIgnoreCase(request.authority().host())
                        && request.getParam(MOVED) == null
                        && request.path().equals(OidcTenant.LOGIN))
                .map(url -> url.resolve(
                        LocalPath.login(OidcTenant.LOGIN + "?" + MOVED + "=true", request.getParam("next"))));
    }

    private void refuse(RoutingContext request, OidcAnswer answer) {
        boolean program = AccessRefusals.isForProgram(request);
        if (answer instanceof OidcAnswer.Redirect redirect) {
            AccessRefusals.redirect(request, redirect.to());
        } else if (answer instanceof OidcAnswer.WithoutRole known) {
            if (program) {
                refusals.withoutRole(request);
            } else {
                AccessRefusals.page(request, Status.FORBIDDEN, AccessPage.withoutRole(known.name()));
            }
        } else if (answer instanceof OidcAnswer.Unavailable) {
            if (program) {
                refusals.loginServerUnavailable(request);
            } else {
                AccessRefusals.page(request, Status.SERVICE_UNAVAILABLE, AccessPage.unavailable());
            }
        } else {
            AccessRefusals.page(request, Status.UNAUTHORIZED, AccessPage.failed());
        }
    }

    /** Where the request is at home, whoever has found out. It is answered in any case. */
    private static void then(RoutingContext request, Uni<OidcAnswer> answer, Consumer<OidcAnswer> consumer) {
        Context home = request.vertx().getOrCreateContext();
        answer.subscribe()
                .with(
                        found -> home.runOnContext(there -> {
                            try {
                                consumer.accept(found);
                            } catch (RuntimeException e) {
                                request.fail(e);
                            }
                        }),
                        failure -> home.runOnContext(there -> request.fail(failure)));
    }
}
