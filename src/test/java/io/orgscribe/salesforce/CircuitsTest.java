package io.orgscribe.salesforce;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.orgscribe.OrgscribeTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** When an org as a whole is left alone, and how it comes back. */
@OrgscribeTest
class CircuitsTest {

    private static final int FAILURES = 4;
    private static final Duration DELAY = Duration.ofMillis(400);
    private static final Request LIMITS = get("https://a.my.salesforce.com/limits", Meter.Kind.LIMITS);

    private Instant now = Instant.parse("2026-11-26T10:00:00Z");
    private final Circuits circuits = new Circuits(new TestConfig().circuit(FAILURES, DELAY), () -> now);
    private final AtomicInteger made = new AtomicInteger();

    @Test
    void after_some_failures_in_a_row_no_call_is_made_and_the_cause_stays_known() {
        fail(FAILURES, LIMITS, FailureCause.TIMEOUT);

        SalesforceException refused = failure(LIMITS, succeeding());

        assertThat(made).hasValue(FAILURES);
        assertThat(refused.failure()).isEqualTo(FailureCause.TIMEOUT);
        assertThat(refused.isHeldBack()).isTrue();
        assertThat(refused.concernsOrg()).isTrue();
        assertThat(refused.passes()).isTrue();
        assertThat(refused.retryAfter()).contains(DELAY);
        assertThat(refused)
                .hasMessage("https://a.my.salesforce.com is not called for 0 s, for 4 calls in a row have"
                        + " failed. The last one: It failed.");
    }

    @Test
    void another_org_is_called_as_before() {
        fail(FAILURES, LIMITS, FailureCause.TIMEOUT);

        String answer = circuits.through(get("https://b.my.salesforce.com/limits", Meter.Kind.LIMITS), succeeding());

        assertThat(answer).isEqualTo("answer");
    }

    @Test
    void after_a_while_one_call_tries_and_its_success_lets_all_through() {
        fail(FAILURES, LIMITS, FailureCause.TIMEOUT);
        await().pollDelay(DELAY).until(() -> true);

        for (int i = 0; i < 3; i++) {
            assertThat(circuits.<String>through(LIMITS, succeeding())).isEqualTo("answer");
        }
        assertThat(made).hasValue(FAILURES + 3);
    }

    @Test
    void a_success_in_between_begins_the_count_anew() {
        fail(FAILURES - 1, LIMITS, FailureCause.TIMEOUT);
        circuits.through(LIMITS, succeeding());
        fail(FAILURES - 1, LIMITS, FailureCause.TIMEOUT);

        assertThat(circuits.<String>through(LIMITS, succeeding())).isEqualTo("answer");
    }

    @Test
    void an_org_that_was_not_called_for_an_hour_is_forgotten() {
        Request other = get("https://b.my.salesforce.com/limits", Meter.Kind.LIMITS);
        fail(FAILURES - 1, LIMITS, FailureCause.TIMEOUT);
        fail(FAILURES - 1, other, FailureCause.TIMEOUT);

        now = now.plus(Duration.ofMinutes(59));
        fail(1, other, FailureCause.TIMEOUT);
        now = now.plus(Duration.ofMinutes(2));
        fail(1, LIMITS, FailureCause.TIMEOUT);

        assertThat(circuits.<String>through(LIMITS, succeeding())).isEqualTo("answer");
        assertThat(failure(other, succeeding()).isHeldBack()).isTrue();
    }

    @Test
    void an_interrupted_call_does_not_count_and_keeps_its_flag() {
        for (int i = 0; i < FAILURES; i++) {
            SalesforceException failure = failure(LIMITS, () -> {
                Thread.currentThread().interrupt();
                throw new SalesforceException(FailureCause.CONNECTION_LOST, 0, "It was interrupted.");
            });
            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure.isHeldBack()).isFalse();
        }

        assertThat(circuits.<String>through(LIMITS, succeeding())).isEqualTo("answer");
    }

    @ParameterizedTest
    @CsvSource({
        "LIMITS, false, TIMEOUT, 0, true",
        "LIMITS, false, SERVER_ERROR, 500, false",
        "DEFINITIONS, true, SERVER_ERROR, 503, false",
        "DESCRIBE_GLOBAL, false, SERVER_ERROR, 500, true",
        "LIMITS, false, UNREADABLE_REPLY, 200, false",
        "LIMITS, false, ACCESS_DENIED, 403, false",
        "LIMITS, false, CONCURRENT_LIMIT, 403, false",
        "DESCRIBE, false, SERVER_ERROR, 500, false",
        "DESCRIBE, true, TIMEOUT, 0, false",
        "DESCRIBE, true, SERVER_ERROR, 503, true",
        "DESCRIBE, true, MAINTENANCE, 503, true",
        "DESCRIBE, true, RATE_LIMITED, 429, true"
    })
    void only_what_no_table_is_to_blame_for_counts(
            Meter.Kind kind, boolean composite, FailureCause cause, int status, boolean counts) {
        Request request = new Request(
                kind, "https://c.my.salesforce.com/x", null, composite ? "{}" : null, null, Duration.ofSeconds(1));
        for (int i = 0; i < FAILURES; i++) {
            failure(request, failing(cause, status));
        }

        circuits(request, counts);
    }

    private void circuits(Request request, boolean open) {
        if (open) {
            assertThat(failure(request, succeeding()).isHeldBack()).isTrue();
        } else {
            assertThat(circuits.<String>through(request, succeeding())).isEqualTo("answer");
        }
    }

    private void fail(int times, Request request, FailureCause cause) {
        for (int i = 0; i < times; i++) {
            assertThat(failure(request, failing(cause, 0)).isHeldBack()).isFalse();
        }
    }

    private SalesforceException failure(Request request, Supplier<String> call) {
        return catchThrowableOfType(SalesforceException.class, () -> circuits.through(request, call));
    }

    private Supplier<String> failing(FailureCause cause, int status) {
        return () -> {
            made.incrementAndGet();
            throw new SalesforceException(cause, status, "It failed.");
        };
    }

    private Supplier<String> succeeding() {
        return () -> {
            made.incrementAndGet();
            return "answer";
        };
    }

    private static Request get(String url, Meter.Kind kind) {
        return new Request(kind, url, null, null, null, Duration.ofSeconds(1));
    }
}
