package io.orgscribe.token;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Inject;

import com.sun.net.httpserver.HttpExchange;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.NobodyExtracts;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Token replies that are larger or slower than any honest one. A token request may take two seconds here. */
@OrgscribeTest
@TestProfile(NobodyExtracts.class)
class TokenReplyBoundsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final byte[] CHUNK = " ".repeat(64 * 1024).getBytes();

    @Inject
    Tokens tokens;

    private final AtomicLong sent = new AtomicLong();
    private final CountDownLatch cut = new CountDownLatch(1);
    private FakeTokenEndpoint endpoint;

    @BeforeEach
    void start() {
        endpoint = new FakeTokenEndpoint();
    }

    @AfterEach
    void end() {
        endpoint.close();
    }

    @Test
    void a_reply_whose_body_stalls_ends_in_time() {
        CountDownLatch over = new CountDownLatch(1);
        endpoint.does(exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write("{\"access_token\":".getBytes());
            exchange.getResponseBody().flush();
            await(over);
        });
        long start = System.nanoTime();

        assertThat(failure()).isEqualTo(FailureCause.TIMEOUT);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(TIMEOUT, Duration.ofSeconds(15));
        over.countDown();
    }

    @Test
    void a_large_reply_is_cut_off_and_unreadable() {
        endpoint.does(exchange -> {
            String token = "x".repeat(2 * TokenResponseBound.MOST);
            FakeTokenEndpoint.reply(
                    exchange, 200, "{\"access_token\":\"" + token + "\",\"instance_url\":\"" + endpoint.url() + "\"}");
        });

        assertThat(failure()).isEqualTo(FailureCause.UNREADABLE_REPLY);
    }

    @Test
    void a_reply_that_never_ends_is_cut_when_its_time_is_up() throws InterruptedException {
        endpoint.does(this::sendForEver);

        assertThat(failure()).isEqualTo(FailureCause.TIMEOUT);

        assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(sent.get()).isGreaterThan(TokenResponseBound.MOST);
    }

    private void sendForEver(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
                out.write(CHUNK);
                sent.addAndGet(CHUNK.length);
            }
        } catch (IOException e) {
            cut.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private FailureCause failure() {
        return catchThrowableOfType(
                        SalesforceException.class,
                        () -> tokens.trial(null, new Credentials.ClientCredentials(endpoint.url(), "key", "planted"))
                                .current())
                .failure();
    }
}
