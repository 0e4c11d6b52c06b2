package io.orgscribe.salesforce;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.orgscribe.OrgscribeTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What becomes of calls that fail when no more of them may be made again, or the org wants them much later. */
@OrgscribeTest
class RetryBudgetTest {

    private static final String FAILED = "[{\"errorCode\":\"UNKNOWN_EXCEPTION\",\"message\":\"x\"}]";

    @Inject
    TestClients clients;

    private final FakeOrg org = new FakeOrg();
    private final TestMeter meter = new TestMeter();
    private final TestSink sink = new TestSink();

    @Test
    void a_table_fails_at_its_first_failure_and_the_others_are_described() throws Exception {
        meter.retriesLeft = 0;
        org.part("Table1", 500, FAILED).part("Table2", 500, FAILED);

        describe(50);

        assertThat(sink.failed).containsOnlyKeys("Table1", "Table2");
        assertThat(sink.failed.get("Table1").attempts()).isEqualTo(1);
        assertThat(sink.described).hasSize(48);
        assertThat(meter.calls(Meter.Kind.DESCRIBE)).isEqualTo(2);
    }

    @Test
    void so_many_are_made_again_and_no_more() throws Exception {
        meter.retriesLeft = 3;
        for (int i = 0; i < 25; i++) {
            org.part("Table" + i, 500, FAILED);
        }

        describe(25);

        assertThat(sink.failed).hasSize(25);
        assertThat(meter.calls(Meter.Kind.DESCRIBE)).isEqualTo(1 + 3);
    }

    @Test
    void a_busy_org_ends_it_at_once() {
        meter.retriesLeft = 0;
        org.fault((exchange, names) -> {
            exchange.reply(429, FAILED.replace("UNKNOWN_EXCEPTION", "X"));
            return true;
        });

        assertThat(failure(100).failure()).isEqualTo(FailureCause.RATE_LIMITED);
        assertThat(meter.calls(Meter.Kind.DESCRIBE)).isLessThanOrEqualTo(10);
    }

    @Test
    void an_org_that_names_a_time_beyond_patience_is_not_waited_for_here() {
        org.fault((exchange, names) -> {
            exchange.reply(503, Map.of("Retry-After", "120"), FAILED.getBytes(StandardCharsets.UTF_8));
            return true;
        });
        long start = System.nanoTime();

        SalesforceException failure = failure(100);

        assertThat(failure.retryAfter()).contains(Duration.ofMinutes(2));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    }

    private SalesforceException failure(int tables) {
        return catchThrowableOfType(SalesforceException.class, () -> describe(tables));
    }

    private void describe(int tables) throws Exception {
        try (RawServer server = new RawServer(org)) {
            List<DescribeRequest> wanted = IntStream.range(0, tables)
                    .mapToObj(i -> DescribeRequest.anyway("Table" + i))
                    .toList();
            clients.with(new TestConfig()).describe(new TestSessions(server.url()), "59.0", wanted, sink, meter);
        }
    }
}
