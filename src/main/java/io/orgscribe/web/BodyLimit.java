package io.orgscribe.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/**
 * Refuses bodies over {@code quarkus.http.limits.max-body-size} with a problem. Quarkus does so itself, but without a
 * body in the reply and by cutting the connection, which a client that is still sending takes for a broken line. So
 * bodies, small as they are, are read whole before a resource sees them.
 */
@ApplicationScoped
class BodyLimit {

    /** After the guard, before Quarkus. */
    private static final int PRIORITY = 900;

    /** What still comes is thrown away for so long, so that the client finds time to read the reply. Milliseconds. */
    private static final long LINGER = 2_000;

    private final BodyHandler bodies;

    BodyLimit(VertxHttpConfig http) {
        this.bodies = BodyHandler.create(false)
                .setBodyLimit(http.limits().maxBodySize().orElseThrow().asLongValue());
    }

    void readBodies(@Observes Filters filters) {
        filters.register(
                request -> {
                    bodies.handle(request);
                    // Quarkus hands requests over paused.
                    request.request().resume();
                },
                PRIORITY);
        filters.register(BodyLimit::keepEmpty, PRIORITY - 1);
    }

    /** What ended without a byte, whatever its headers promised: Quarkus would wait for ever for a body that is null. */
    @SuppressWarnings("deprecation") // what Vert.x would have instead is internal
    private static void keepEmpty(RoutingContext request) {
        if (request.body().buffer() == null) {
            request.setBody(Buffer.buffer());
        }
        request.next();
    }

    /** Also answers what Vert.x refuses by itself, an unreadable Host header for instance. */
    void answerRefusals(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(BodyLimit::refused);
    }

    private static void refused(RoutingContext request) {
        switch (request.statusCode()) {
            case 400 -> StatusProblem.BAD_REQUEST.toProblem().end(request);
            case 413 -> {
                StatusProblem.BODY_TOO_LARGE.toProblem().end(request);
                linger(request);
            }
            default -> request.next();
        }
    }

    private static void linger(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!request.isEnded()) {
            long cut = context.vertx()
                    .setTimer(LINGER, timer -> request.connection().close());
            request.handler(thrownAway -> {})
                    .endHandler(end -> context.vertx().cancelTimer(cut))
                    .resume();
        }
    }
}
