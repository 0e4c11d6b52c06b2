package io.orgscribe.salesforce;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.orgscribe.OrgscribeTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@OrgscribeTest
class ClientTransportTest {

    private static final String VERSIONS = "[{\"version\":\"59.0\"},{\"version\":\"9.0\"},{\"version\":\"68.0\"}]";

    private static final TestConfig HASTY = new TestConfig().timeouts(Duration.ofMillis(400), Duration.ofMillis(400));

    @Inject
    TestClients clients;

    private final TestMeter meter = new TestMeter();
    private SalesforceConfig config = new TestConfig();

    @Test
    void a_packed_reply_is_unpacked_and_counted_on_both_sides() throws Exception {
        byte[] packed = RawServer.gzip(VERSIONS.getBytes(StandardCharsets.UTF_8));
        try (RawServer server = new RawServer(exchange -> exchange.reply(
                200, Map.of("Content-Encoding", "gzip", "Sforce-Limit-Info", "api-usage=18/5000"), packed))) {
            SalesforceClient client = client();
            assertThat(client.versions(server.url(), meter)).containsExactly("9.0", "59.0", "68.0");
            assertThat(client.versions(server.url(), meter)).hasSize(3);

            assertThat(server.exchanges().get(0).headers())
                    .containsEntry("Accept-Encoding", "gzip")
                    .doesNotContainKey("Authorization");
            assertThat(server.exchanges().get(0).path()).isEqualTo("/services/data");
            assertThat(server.connections()).as("kept for the next call").isEqualTo(1);
        }
        assertThat(meter.onWire).isEqualTo(2L * packed.length);
        assertThat(meter.unpacked).isEqualTo(2L * VERSIONS.length());
        assertThat(meter.calls(Meter.Kind.VERSIONS)).isEqualTo(2);
        assertThat(List.of(meter.used, meter.allowed)).containsExactly(18L, 5000L);
    }

    @Test
    void an_endless_reply_is_cut_off() throws Exception {
        config = new TestConfig().maxReplySize(8 << 20);
        AtomicLong sent = new AtomicLong();
        try (RawServer server = new RawServer(exchange -> {
            exchange.head(200, Map.of(), -1);
            OutputStream out = exchange.out();
            out.write("[".getBytes(StandardCharsets.UTF_8));
            byte[] spaces = " ".repeat(65536).getBytes(StandardCharsets.UTF_8);
            while (true) {
                out.write(spaces);
                sent.addAndGet(spaces.length);
            }
        })) {
            assertThat(failure(server).failure()).isEqualTo(FailureCause.REPLY_TOO_LARGE);
            Awaitility.await().until(() -> server.open() == 0);
            assertThat(sent.get()).isLessThan(50_000_000L);
        }
    }

    @Test
    void a_host_that_never_answers_times_out() throws Exception {
        config = HASTY;
        try (RawServer server = new RawServer(exchange -> Thread.currentThread().join())) {
            long start = System.nanoTime();
            assertThat(failure(server).failure()).isEqualTo(FailureCause.TIMEOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertThat(server.exchanges()).hasSize(3);
        }
    }

    @Test
    void a_reply_that_drips_times_out() throws Exception {
        config = HASTY;
        try (RawServer server = new RawServer(exchange -> {
            exchange.head(200, Map.of(), -1);
            while (true) {
                exchange.out().write(' ');
                exchange.out().flush();
                Awaitility.await().pollDelay(Duration.ofMillis(50)).until(() -> true);
            }
        })) {
            assertThat(failure(server).failure()).isEqualTo(FailureCause.TIMEOUT);
        }
    }

    @Test
    void a_reply_that_stalls_times_out() throws Exception {
        config = HASTY;
        try (RawServer server = new RawServer(exchange -> {
            exchange.head(200, Map.of(), 1000);
            exchange.out().write("[{".getBytes(StandardCharsets.UTF_8));
            exchange.out().flush();
            Thread.currentThread().join();
        })) {
            assertThat(failure(server).failure()).isEqualTo(FailureCause.TIMEOUT);
        }
    }

    @Test
    void a_reset_and_a_short_body_are_lost_connections_and_tried_again() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (RawServer server = new RawServer(exchange -> {
            switch (calls.getAndIncrement()) {
                case 0 -> exchange.reset();
                case 1 -> {
                    exchange.head(200, Map.of(), 1000);
                    exchange.out().write("[{\"version\":".getBytes(StandardCharsets.UTF_8));
                    exchange.out().flush();
                    exchange.socket().close();
                }
                default -> exchange.reply(200, VERSIONS);
            }
        })) {
            assertThat(client().versions(server.url(), meter)).hasSize(3);
            assertThat(meter.calls(Meter.Kind.VERSIONS)).isEqualTo(3);
        }
    }

    @Test
    void a_packed_reply_that_breaks_off_is_a_lost_connection() throws Exception {
        byte[] packed = RawServer.gzip((VERSIONS + " ".repeat(1000)).getBytes(StandardCharsets.UTF_8));
        byte[] half = Arrays.copyOf(packed, packed.length / 2);
        try (RawServer server =
                new RawServer(exchange -> exchange.reply(200, Map.of("Content-Encoding", "gzip"), half))) {
            assertThat(failure(server).failure()).isEqualTo(FailureCause.CONNECTION_LOST);
        }
    }

    @Test
    void a_page_instead_of_json_is_unreadable() throws Exception {
        try (RawServer server = new RawServer(exchange -> exchange.reply(200, "<html>Sign in</html>"))) {
            SalesforceException failure = failure(server);
            assertThat(failure.failure()).isEqualTo(FailureCause.UNREADABLE_REPLY);
            assertThat(failure.status()).isEqualTo(200);
            assertThat(failure).hasMessageNotContaining("Sign in");
            assertThat(server.connections())
                    .as("read on, so that the connection serves the next call")
                    .isEqualTo(1);
        }
    }

    @Test
    void a_redirect_is_not_followed() throws Exception {
        try (RawServer server =
                new RawServer(exchange -> exchange.reply(302, Map.of("Location", "/elsewhere"), new byte[0]))) {
            assertThat(failure(server).status()).isEqualTo(302);
            assertThat(server.exchanges()).extracting("path").containsOnly("/services/data");
        }
    }

    @Test
    void a_host_that_is_not_there_is_named() throws Exception {
        RawServer server = new RawServer(exchange -> {});
        server.close();
        SalesforceException failure = failure(server);
        assertThat(failure.failure()).isEqualTo(FailureCause.UNREACHABLE);
        assertThat(failure).hasMessageContaining("127.0.0.1");
        assertThat(meter.calls(Meter.Kind.VERSIONS)).isEqualTo(1);
    }

    @Test
    void a_thread_that_is_interrupted_ends_its_call() throws Exception {
        try (RawServer server = new RawServer(exchange -> Thread.currentThread().join())) {
            AtomicInteger ended = new AtomicInteger();
            Thread caller = new Thread(() -> {
                if (failure(server).failure() == FailureCause.CONNECTION_LOST
                        && Thread.currentThread().isInterrupted()) {
                    ended.set(1);
                }
            });
            caller.start();
            Awaitility.await().until(() -> !server.exchanges().isEmpty());
            caller.interrupt();
            Awaitility.await().atMost(Duration.ofSeconds(1)).until(() -> ended.get() == 1);
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    private SalesforceClient client() {
        return clients.with(config);
    }

    private SalesforceException failure(RawServer server) {
        return catchThrowableOfType(SalesforceException.class, () -> client().versions(server.url(), meter));
    }
}
