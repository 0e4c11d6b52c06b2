package io.orgscribe.access;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import io.orgscribe.web.Problem;

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

    /** What tells nothing, and what has an authority of its own: a state that is used once, and a cookie. */
    private static final List<String> ANONYMOUS = List.of("/q/health", "/api/v1/oauth/from_oauth");

    private final AccessMode mode;
    private final ActiveKeys keys;
    private final RefusalLog log;

    Authenticator(AccessMode mode, ActiveKeys keys, RefusalLog log) {
        this.mode = mode;
        this.keys = keys;
        this.log = log;
    }

    /** Of a request that was let in; empty where it needs none. */
    static Optional<Caller> caller(RoutingContext request) {
        return Optional.ofNullable(request.get(CALLER));
    }

    void authenticateRequests(@Observes Filters filters) {
        filters.register(this::authenticate, PRIORITY);
    }

    private void authenticate(RoutingContext request) {
        if (isAnonymous(request.normalizedPath())) {
            request.next();
            return;
        }
        HttpServerRequest head = request.request();
        if (KeyText.isWithin(head.query()) || KeyText.isWithin(head.getHeader(HttpHeaders.COOKIE))) {
            log.refused("a key came in an address or a cookie");
            unauthorized(request);
            return;
        }
        List<String> credentials = head.headers().getAll(HttpHeaders.AUTHORIZATION);
        Optional<String> bearer = credentials.stream()
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .map(bearerToken -> bearerToken.group(1))
                .findFirst();
        if (bearer.isPresent()) {
            authenticate(request, credentials.size() == 1 ? bearer.get() : "");
        } else if (credentials.stream().anyMatch(KeyText::isWithin)) {
            log.refused("a key came without Bearer before it");
            unauthorized(request);
        } else if (mode.isControlled()) {
            unauthorized(request);
        } else {
            letIn(request, Caller.OPEN);
        }
    }

    private void authenticate(RoutingContext request, String credential) {
        Optional<KeyText> key = KeyText.of(credential);
        if (key.isEmpty()) {
            log.refused("it has not the form of a key");
            unauthorized(request);
        } else if (mode.isAdminKey(key.get())) {
            letIn(request, Caller.CONFIGURED);
        } else if (!keys.areKnown()) {
            unavailable(request);
        } else {
            keys.find(key.get()).ifPresentOrElse(caller -> letIn(request, caller), () -> {
                log.refused(key.get() + " is unknown, revoked or expired");
                unauthorized(request);
            });
        }
    }

    private static boolean isAnonymous(String path) {
        return ANONYMOUS.stream().anyMatch(open -> path.equals(open) || path.startsWith(open + "/"));
    }

    private static void letIn(RoutingContext request, Caller caller) {
        request.put(CALLER, caller);
        request.next();
    }

    private static void unauthorized(RoutingContext request) {
        request.response().putHeader("WWW-Authenticate", "Bearer");
        Problem.of(
                        Status.UNAUTHORIZED,
                        "Authorization",
                        "unauthorized",
                        "The request has no valid credential.",
                        "Send the header Authorization: Bearer and a key that is in force.")
                .at(request.normalizedPath())
                .end(request);
    }

    private static void unavailable(RoutingContext request) {
        request.response().putHeader(HttpHeaders.RETRY_AFTER, "5");
        Problem.of(
                        Status.SERVICE_UNAVAILABLE,
                        "",
                        "database_unavailable",
                        "The keys cannot be read from the database at the moment.",
                        "Repeat the request; /q/health/ready tells when it can be.")
                .at(request.normalizedPath())
                .end(request);
    }
}
