package io.orgscribe.access;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Finds out who is asking, before anything of the request but its head is read, and without a query. Who sends a
 * credential that is not right gets no further; what tells one such case from another is in the log alone.
 */
@ApplicationScoped
class Authenticator {

    /** After the guard, before the body is read. */
    private static final int PRIORITY = 950;

    private static final String CALLER = Caller.class.getName();
    private static final Pattern BEARER = Pattern.compile("(?i)bearer(?: +|$)(.*)");

    /**
     * What tells nothing, or nothing but what everybody may know; and what has an authority of its own: a state that is
     * used once, and a cookie.
     */
    private static final List<String> ANONYMOUS =
            List.of("/q/health", "/api/v1/oauth/from_oauth", LocalPath.LOGIN, "/logout", "/static", "/favicon.ico");

    private final AccessMode mode;
    private final ActiveCredentials credentials;
    private final SessionCookie cookie;
    private final OidcLogin oidc;
    private final RequestRate rate;
    private final KeyUses uses;
    private final AccessRefusals refusals;

    Authenticator(
            AccessMode mode,
            ActiveCredentials credentials,
            SessionCookie cookie,
            OidcLogin oidc,
            RequestRate rate,
            KeyUses uses,
            AccessRefusals refusals) {
        this.mode = mode;
        this.credentials = credentials;
        this.cookie = cookie;
        this.oidc = oidc;
        this.rate = rate;
        this.uses = uses;
        this.refusals = refusals;
    }

    /** Of a request that was let in; empty where it needs none. */
    static Optional<Caller> caller(RoutingContext request) {
        return Optional.ofNullable(request.get(CALLER));
    }

    void authenticateRequests(@Observes Filters filters) {
        filters.register(this::authenticate, PRIORITY);
    }

    private void authenticate(RoutingContext request) {
        if (oidc.serves(request.normalizedPath())) {
            oidc.logIn(request);
            return;
        }
        if (isAnonymous(request.normalizedPath())) {
            request.next();
            return;
        }
        HttpServerRequest head = request.request();
        if (KeyText.isWithin(head.query()) || KeyText.isWithin(head.getHeader(HttpHeaders.COOKIE))) {
            refusals.wrong(request, "a key came in an address or a cookie");
            return;
        }
        List<String> authorization = head.headers().getAll(HttpHeaders.AUTHORIZATION);
        Optional<String> bearer = authorization.stream()
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .map(bearerToken -> bearerToken.group(1))
                .findFirst();
        if (bearer.isPresent()) {
            byBearer(request, authorization.size() == 1 ? bearer.get() : "");
        } else if (authorization.stream().anyMatch(KeyText::isWithin)) {
            refusals.wrong(request, "a key came without Bearer before it");
        } else if (!mode.isControlled()) {
            letIn(request, Caller.OPEN);
        } else {
            byCookie(request);
        }
    }

    private void byCookie(RoutingContext request) {
        Optional<SessionToken> session = cookie.read(request.request());
        if (session.isPresent()) {
            bySession(request, session.get());
        } else {
            byOidcSession(request);
        }
    }

    private void byOidcSession(RoutingContext request) {
        if (oidc.hasSession(request)) {
            oidc.session(request, caller -> letInByCookie(request, caller));
        } else {
            refusals.missing(request, LocalPath.LOGIN);
        }
    }

    private void byBearer(RoutingContext request, String credential) {
        Optional<KeyText> key = KeyText.of(credential);
        if (key.isPresent()) {
            byKey(request, key.get());
        } else if (oidc.takesBearers() && !credential.isEmpty() && !KeyText.isMeant(credential)) {
            oidc.bearer(request, caller -> letIn(request, caller));
        } else {
            refusals.wrong(request, "it has not the form of a key");
        }
    }

    private void byKey(RoutingContext request, KeyText key) {
        Optional<Caller> caller = credentials.find(key);
        if (caller.isPresent()) {
            letIn(request, caller.get());
        } else if (credentials.areKnown()) {
            refusals.wrong(request, key + " is unknown, revoked or expired");
        } else {
            refusals.unavailable(request);
        }
    }

    /** One that is not known here may have been begun on another replica just now, so it is looked for once more. */
    private void bySession(RoutingContext request, SessionToken session) {
        Optional<Caller> caller = credentials.find(session);
        if (caller.isPresent()) {
            letInByCookie(request, caller.get());
            return;
        }
        // Of several requests that wait for one reading each goes on where it is at home. Its body waits unread.
        Context home = request.vertx().getOrCreateContext();
        credentials
                .readAgain()
                .onComplete(read -> home.runOnContext(then -> {
                    Optional<Caller> found = credentials.find(session);
                    if (found.isPresent()) {
                        letInByCookie(request, found.get());
                    } else if (credentials.areKnown()) {
                        // The browser may have logged in otherwise since.
                        byOidcSession(request);
                    } else {
                        refusals.unavailable(request);
                    }
                }));
    }

    private static boolean isAnonymous(String path) {
        return ANONYMOUS.stream().anyMatch(open -> path.equals(open) || path.startsWith(open + "/"));
    }

    private void letInByCookie(RoutingContext request, Caller caller) {
        if (AccessGuard.isUnmarkedChange(request.request())) {
            refusals.unmarked(request);
        } else {
            letIn(request, caller);
        }
    }

    private void letIn(RoutingContext request, Caller caller) {
        OptionalLong wait = rate.exceeded(caller);
        if (wait.isPresent()) {
            refusals.tooMany(request, wait.getAsLong());
            return;
        }
        uses.note(caller);
        request.put(CALLER, caller);
        request.next();
    }
}
