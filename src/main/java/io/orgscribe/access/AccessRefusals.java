package io.orgscribe.access;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response.Status;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import io.orgscribe.web.Problem;
import io.orgscribe.web.RefusedRequests;

/** What is answered to whom is not let in: to programs a problem, to people the log-in. */
@ApplicationScoped
class AccessRefusals {

    private static final List<String> FOR_PROGRAMS = List.of("/api/", "/q/", "/mcp/");
    private static final String HTMX = "HX-Request";
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final RefusalLog log;
    private final FailedAttempts attempts;
    private final RefusedRequests refused;

    AccessRefusals(RefusalLog log, FailedAttempts attempts, RefusedRequests refused) {
        this.refused = refused;
        this.log = log;
        this.attempts = attempts;
    }

    /** Of a credential that is none. All of them get one and the same answer, after a while where there were many. */
    void wrong(RoutingContext request, String why) {
        log.refused(why);
        attempts.answer(request.request(), () -> {
            // Whoever has waited may have gone.
            if (!request.response().closed()) {
                unauthorized(request);
            }
        });
    }

    /**
     * Of no credential, or of a session that has ended.
     *
     * @param login where pages lead
     */
    void missing(RoutingContext request, String login) {
        HttpServerRequest head = request.request();
        if (head.getHeader(HTMX) != null) {
            // htmx follows no redirect to another page; the one that it is in is to come back to.
            request.response().putHeader("HX-Redirect", LocalPath.login(login, page(head)));
            unauthorized(request);
        } else if (isForProgram(request)) {
            unauthorized(request);
        } else {
            redirect(request, LocalPath.login(login, head.uri()));
        }
    }

    /** Whether nobody would see a page: by its path, because it changes something, or by what it accepts. */
    static boolean isForProgram(RoutingContext request) {
        HttpServerRequest head = request.request();
        String path = request.normalizedPath() + "/";
        return FOR_PROGRAMS.stream().anyMatch(path::startsWith)
                || !READING.contains(head.method().name())
                || head.getHeader(HTMX) != null
                || "text/event-stream".equals(head.getHeader(HttpHeaders.ACCEPT));
    }

    private static String page(HttpServerRequest head) {
        String current = Objects.requireNonNullElse(head.getHeader("HX-Current-URL"), "");
        return current.replaceFirst("^https?://[^/]*", "");
    }

    static void redirect(RoutingContext request, String to) {
        request.response()
                .setStatusCode(Status.SEE_OTHER.getStatusCode())
                .putHeader(HttpHeaders.LOCATION, to)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end();
    }

    static void page(RoutingContext request, Status status, AccessPage page) {
        request.response()
                .setStatusCode(status.getStatusCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(page.render());
    }

    /** Of somebody whom the OIDC server knows and who may do nothing here. */
    void withoutRole(RoutingContext request) {
        end(
                request,
                Problem.of(
                        Status.FORBIDDEN,
                        "Authorization",
                        "no_role",
                        "The token names none of the roles viewer, operator and admin.",
                        "Give its owner one of them at the OIDC server; docs/access.md says where it is looked for."));
    }

    void loginServerUnavailable(RoutingContext request) {
        request.response().putHeader(HttpHeaders.RETRY_AFTER, "5");
        end(
                request,
                Problem.of(
                        Status.SERVICE_UNAVAILABLE,
                        "Authorization",
                        "oidc_unavailable",
                        "The OIDC server cannot be asked at the moment.",
                        "Repeat the request, or use an API key."));
    }

    private void unauthorized(RoutingContext request) {
        request.response().putHeader("WWW-Authenticate", "Bearer");
        end(
                request,
                Problem.of(
                        Status.UNAUTHORIZED,
                        "Authorization",
                        "unauthorized",
                        "The request has no valid credential.",
                        "Send the header Authorization: Bearer and a key that is in force."));
    }

    /** While it cannot be known which keys are in force. */
    void unavailable(RoutingContext request) {
        request.response().putHeader(HttpHeaders.RETRY_AFTER, "5");
        end(
                request,
                Problem.of(
                        Status.SERVICE_UNAVAILABLE,
                        "",
                        "database_unavailable",
                        "The keys cannot be read from the database at the moment.",
                        "Repeat the request; /q/health/ready tells when it can be."));
    }

    /** Of a cookie on a request that changes something and does not say which page sends it, as every browser does. */
    void unmarked(RoutingContext request) {
        end(request, unmarkedChange());
    }

    static Problem unmarkedChange() {
        return Problem.of(
                Status.FORBIDDEN,
                "Origin",
                "foreign_page",
                "The request changes something, and says by neither Origin nor Sec-Fetch-Site which page sends it.",
                "Use a browser that sends them, as all do, or a program with a key.");
    }

    void tooMany(RoutingContext request, long seconds) {
        request.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        end(request, tooMany());
    }

    static Problem tooMany() {
        return Problem.of(
                Status.TOO_MANY_REQUESTS,
                "",
                "too_many_requests",
                "This key, or this address at the log-in, has sent more requests in a minute than it may"
                        + " (orgscribe.access.rate).",
                "Wait as many seconds as Retry-After says; lists take limit=1000.");
    }

    private void end(RoutingContext request, Problem problem) {
        refused.count(problem);
        problem.at(request.normalizedPath()).end(request);
    }
}
