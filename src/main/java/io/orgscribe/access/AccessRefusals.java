package io.orgscribe.access;

import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response.Status;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import io.orgscribe.web.Problem;

/** What is answered to whom is not let in: to programs a problem, to people the log-in. */
@ApplicationScoped
class AccessRefusals {

    private static final List<String> FOR_PROGRAMS = List.of("/api/", "/q/", "/mcp/");
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final RefusalLog log;
    private final FailedAttempts attempts;

    AccessRefusals(RefusalLog log, FailedAttempts attempts) {
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

    /** Of no credential, or of a session that has ended. */
    void missing(RoutingContext request) {
        HttpServerRequest head = request.request();
        String path = request.normalizedPath() + "/";
        if (head.getHeader("HX-Request") != null) {
            // htmx follows no redirect to another page; its page is the one to come back to.
            request.response().putHeader("HX-Redirect", LocalPath.LOGIN);
            unauthorized(request);
        } else if (FOR_PROGRAMS.stream().anyMatch(path::startsWith)
                || !READING.contains(head.method().name())
                || "text/event-stream".equals(head.getHeader(HttpHeaders.ACCEPT))) {
            unauthorized(request);
        } else {
            request.response()
                    .setStatusCode(Status.SEE_OTHER.getStatusCode())
                    .putHeader(HttpHeaders.LOCATION, LocalPath.login(head.uri()))
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end();
        }
    }

    private static void unauthorized(RoutingContext request) {
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
        end(
                request,
                Problem.of(
                        Status.TOO_MANY_REQUESTS,
                        "",
                        "too_many_requests",
                        "This key has sent more requests in a minute than orgscribe.access.rate lets it.",
                        "Wait as many seconds as Retry-After says; lists take limit=1000."));
    }

    private static void end(RoutingContext request, Problem problem) {
        problem.at(request.normalizedPath()).end(request);
    }
}
