package io.orgscribe.sampleorg;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.logging.Logger;

/** Takes requests from the wire, has them answered off the event loop, and the answers sent. */
final class HttpFrontend implements Handler<HttpServerRequest> {

    private static final Logger LOG = Logger.getLogger(HttpFrontend.class);

    private final Vertx vertx;
    private final Router router;
    private final Meters meters;
    private final ReplySender replySender;
    private final Recording recording = new Recording();
    private volatile long latencyMillis;

    HttpFrontend(Vertx vertx, Router router, Meters meters, Duration latency) {
        this.vertx = vertx;
        this.router = router;
        this.meters = meters;
        this.replySender = new ReplySender(vertx, meters);
        delay(latency);
    }

    /** From now on replies are held back as long as this. */
    void delay(Duration latency) {
        latencyMillis = latency.toMillis();
    }

    Recording recording() {
        return recording;
    }

    @Override
    public void handle(HttpServerRequest request) {
        meters.openReplies.incrementAndGet();
        // Once per exchange, however it ends.
        request.response().endHandler(ended -> meters.openReplies.decrementAndGet());
        request.response().exceptionHandler(broken -> LOG.debugf("The caller went away: %s", broken.getMessage()));
        request.body().onSuccess(body -> answer(request, body));
    }

    private void answer(HttpServerRequest request, Buffer body) {
        recording.take(new Recording.Asked(request.method().name(), request.uri(), body.toString()));
        Call call = call(request, body);
        String host = "http://" + request.authority().toString();
        boolean gzip = ReplySender.packs(request);
        vertx.executeBlocking(
                        () -> EncodedReply.of(router.answer(call, request.uri().length(), host), gzip), false)
                .onSuccess(reply -> later(() -> replySender.send(request, reply)))
                .onFailure(failure -> {
                    LOG.errorf(failure, "The sample org failed to answer %s %s", call.method(), call.path());
                    request.response().setStatusCode(500).end();
                });
    }

    private void later(Runnable sending) {
        long millis = latencyMillis;
        if (millis == 0) {
            sending.run();
        } else {
            vertx.setTimer(millis, id -> sending.run());
        }
    }

    private static Call call(HttpServerRequest request, Buffer body) {
        Map<String, String> parameters = new HashMap<>();
        request.params().forEach(parameters::put);
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach(headers::put);
        // Clients that put an address and a path together by a slash send two.
        String path = request.path().replaceAll("/{2,}", "/");
        return new Call(request.method().name(), path, parameters, Call.noCase(headers), body.getBytes());
    }
}
