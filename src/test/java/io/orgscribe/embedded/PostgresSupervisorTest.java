package io.orgscribe.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PostgresSupervisorTest {

    private final List<String> gaveUp = new CopyOnWriteArrayList<>();
    private final Endings server = new Endings();
    private final PostgresSupervisor supervisor = new PostgresSupervisor(server, Duration.ofMillis(1), gaveUp::add);

    /** A server that ends when a test says so, and starts at the attempt that it names. */
    private static final class Endings implements PostgresSupervisor.Server {

        private final BlockingQueue<Boolean> ends = new LinkedBlockingQueue<>();
        private final AtomicInteger attempts = new AtomicInteger();
        private volatile int startsAt = 1;

        @Override
        public void awaitEnd() throws InterruptedException {
            ends.take();
        }

        @Override
        public void restart() throws IOException {
            if (attempts.incrementAndGet() < startsAt) {
                throw new StartupRefusedException("not yet");
            }
        }
    }

    @Test
    void it_is_started_each_time_that_it_has_ended() {
        server.startsAt = 4;
        supervisor.start();
        server.ends.add(true);
        await().until(() -> server.attempts.get() == 4);
        server.ends.add(true);
        await().until(() -> server.attempts.get() == 5);

        assertThat(gaveUp).isEmpty();
    }

    @Test
    void what_does_not_start_is_given_up_with_its_reason() {
        server.startsAt = Integer.MAX_VALUE;
        supervisor.start();
        server.ends.add(true);

        await().until(() -> !gaveUp.isEmpty());
        assertThat(gaveUp).singleElement().asString().contains("not yet");
        assertThat(server.attempts).hasValue(6);
    }

    @Test
    void what_is_meant_to_end_is_not_started_again() {
        supervisor.start();
        supervisor.close();
        server.ends.add(true);

        await().during(Duration.ofMillis(200)).until(() -> server.attempts.get() == 0);
    }
}
