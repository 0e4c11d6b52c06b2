package io.orgscribe.access;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/**
 * Slows whoever shows many credentials that are none: an address waits a second for each answer then. A right one from
 * the same address does not wait.
 */
@ApplicationScoped
class FailedAttempts {

    private static final long DELAY_MILLIS = Duration.ofSeconds(1).toMillis();

    /** More answers than this are not held back at a time: each keeps a connection. */
    private static final int MOST_WAITING = 1_000;

    private final Vertx vertx;
    private final int free;
    private final MinuteCounts counts = new MinuteCounts(System::nanoTime);
    private final AtomicInteger waiting = new AtomicInteger();

    FailedAttempts(Vertx vertx, AccessConfig config) {
        this.vertx = vertx;
        this.free = config.failures();
    }

    /** @param answer is given at once, or later */
    void answer(HttpServerRequest request, Runnable answer) {
        if (counts.add(RemoteAddress.of(request)) <= free) {
            answer.run();
        } else if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            answer.run();
        } else {
            vertx.setTimer(DELAY_MILLIS, timer -> {
                waiting.decrementAndGet();
                answer.run();
            });
        }
    }
}
