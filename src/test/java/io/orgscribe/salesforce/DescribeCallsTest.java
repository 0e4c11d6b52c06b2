package io.orgscribe.salesforce;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.OrgscribeTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@OrgscribeTest
class DescribeCallsTest {

    private static final String ODD = "Table7";

    @Inject
    TestClients clients;

    private final FakeOrg org = new FakeOrg();
    private final TestMeter meter = new TestMeter();
    private final TestSink sink = new TestSink();
    private TestConfig config = new TestConfig();
    private TestSessions sessions;
    private long openConnections;

    @Test
    void describes_are_asked_for_25_a_call_and_a_few_calls_at_once() throws Exception {
        List<String> names = names(260);
        describe(names);

        assertThat(sink.described).containsOnlyKeys(names);
        assertThat(sink.failed).isEmpty();
        assertThat(sink.open).isEmpty();
        assertThat(sink.described.get(ODD).lastModified()).isEqualTo("Wed, 6 May 2026 10:00:00 GMT");
        assertThat(meter.calls).isEqualTo(Map.of(Meter.Kind.DESCRIBE, 11));
        assertThat(org.mostUnderWay()).isLessThanOrEqualTo(10);
    }

    @Test
    void a_name_that_is_given_twice_is_described_once() throws Exception {
        describe(List.of("A", "A", "B"));
        assertThat(sink.described).containsOnlyKeys("A", "B");
        assertThat(meter.calls(Meter.Kind.DESCRIBE)).isEqualTo(1);
    }

    @Test
    void a_single_name_is_asked_for_by_itself() throws Exception {
        describe(List.of("A"));
        assertThat(sink.described.get("A").lastModified()).isEqualTo("Wed, 06 May 2026 10:00:00 GMT");
    }

    @Test
    void what_has_not_changed_is_not_sent_again() throws Exception {
        String date = "Wed, 6 May 2026 10:00:00 GMT";
        org.unchanged("Table1", date).unchanged("Table2", "another day").unchanged("Table3", "");
        describeWanted(List.of(
                new DescribeRequest("Table0", date),
                new DescribeRequest("Table1", date),
                new DescribeRequest("Table2", date),
                new DescribeRequest("Table4", "")));

        assertThat(sink.unmodified).containsExactly("Table1");
        assertThat(sink.described).containsOnlyKeys("Table0", "Table2", "Table4");
        assertThat(sink.failed).isEmpty();
        assertThat(meter.notModified).isEqualTo(1);
        assertThat(meter.calls(Meter.Kind.DESCRIBE)).isEqualTo(1);
    }

    @Test
    void a_single_one_that_has_not_changed_is_not_sent_again() throws Exception {
        String date = "Wed, 06 May 2026 10:00:00 GMT";
        org.unchanged("Table1", date);
        describeWanted(List.of(new DescribeRequest("Table1", date)));

        assertThat(sink.unmodified).containsExactly("Table1");
        assertThat(sink.open).isEmpty();
        assertThat(meter.notModified).isEqualTo(1);
    }

    @Test
    void what_is_asked_for_again_alone_is_still_asked_for_on_condition() throws Exception {
        String error = "[{\"errorCode\":\"UNKNOWN_EXCEPTION\",\"message\":\"x\"}]";
        String date = "Wed, 6 May 2026 10:00:00 GMT";
        AtomicInteger calls = new AtomicInteger();
        org.part("Table1", 500, error).fault((exchange, names) -> {
            if (calls.getAndIncrement() > 0) {
                org.unchanged("Table1", date);
            }
            return false;
        });
        describeWanted(List.of(new DescribeRequest("Table0", ""), new DescribeRequest("Table1", date)));

        assertThat(sink.unmodified).containsExactly("Table1");
        assertThat(meter.calls(Meter.Kind.DESCRIBE)).isEqualTo(2);
    }

    @Test
    void without_a_call_left_nothing_more_is_begun_and_all_under_way_is_read() throws Exception {
        meter.most = 3;
        org.fault((exchange, names) -> {
            Awaitility.await().until(() -> meter.calls(Meter.Kind.DESCRIBE) == 3);
            return false;
        });
        assertThat(catchThrowable(() -> describe(names(200)))).isInstanceOf(CallBudgetExhausted.class);

        assertThat(sink.described).hasSize(75);
        assertThat(sink.failed).isEmpty();
        assertThat(sink.open).isEmpty();
        assertThat(meter.calls).isEqualTo(Map.of(Meter.Kind.DESCRIBE, 3));
    }

    @Test
    void the_last_call_that_is_allowed_may_be_the_last_one_needed() throws Exception {
        meter.most = 2;
        describe(names(50));
        assertThat(sink.described).hasSize(50);
    }

    @Test
    void a_call_that_must_be_made_again_needs_one_that_is_allowed() throws Exception {
        meter.most = 1;
        org.fault((exchange, names) -> refuse(exchange, 500, "UNKNOWN_EXCEPTION", "x"));
        assertThat(catchThrowable(() -> describe(names(2)))).isInstanceOf(CallBudgetExhausted.class);
        assertThat(sink.failed).isEmpty();
    }

    @Test
    void nothing_is_asked_for_when_there_are_no_names() throws Exception {
        describe(List.of());
        assertThat(meter.calls).isEmpty();
    }

    @Test
    void an_sobject_that_breaks_its_call_is_told_apart_by_halving() throws Exception {
        org.fault((exchange, names) -> {
            boolean broken = names.contains(ODD);
            if (broken) {
                exchange.reply(500, "<html>oops</html>");
            }
            return broken;
        });
        describe(names(50));

        assertThat(sink.described).hasSize(49).doesNotContainKey(ODD);
        assertThat(sink.failed).containsOnlyKeys(ODD);
        assertThat(sink.cause(ODD)).isEqualTo(FailureCause.SERVER_ERROR);
        assertThat(sink.failed.get(ODD).why().status()).isEqualTo(500);
        assertThat(sink.failed.get(ODD).attempts()).isBetween(7, 8);
    }

    @Test
    void an_sobject_that_hangs_is_told_apart_by_halving() throws Exception {
        config = config.timeouts(Duration.ofSeconds(1), Duration.ofMillis(400));
        org.fault((exchange, names) -> {
            if (names.contains(ODD)) {
                Thread.currentThread().join();
            }
            return false;
        });
        describe(names(20));

        assertThat(sink.described).hasSize(19);
        assertThat(sink.cause(ODD)).isEqualTo(FailureCause.TIMEOUT);
    }

    @Test
    void an_sobject_whose_call_hangs_only_in_company_is_described_by_itself() throws Exception {
        config = config.timeouts(Duration.ofSeconds(20), Duration.ofMillis(400));
        org.fault((exchange, names) -> {
            if (names.size() > 1 && names.contains(ODD)) {
                Thread.currentThread().join();
            }
            return false;
        });
        describe(names(10));

        assertThat(sink.described).hasSize(10);
        assertThat(sink.failed).isEmpty();
    }

    @Test
    void an_endless_describe_is_cut_and_told_apart() throws Exception {
        config = config.maxReplySize(1 << 20);
        org.fault((exchange, names) -> {
            if (names.contains(ODD)) {
                exchange.head(200, Map.of(), -1);
                while (true) {
                    exchange.out().write(" ".repeat(8192).getBytes(StandardCharsets.UTF_8));
                }
            }
            return false;
        });
        describe(names(10));

        assertThat(sink.described).hasSize(9);
        assertThat(sink.cause(ODD)).isEqualTo(FailureCause.REPLY_TOO_LARGE);
        assertThat(openConnections).isLessThanOrEqualTo(4);
    }

    @Test
    void a_reply_that_breaks_off_keeps_the_parts_that_were_whole() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        org.fault((exchange, names) -> {
            if (calls.getAndIncrement() > 0) {
                assertThat(names).doesNotContain("Table0", "Table1");
                return false;
            }
            byte[] body = org.composite(names).getBytes(StandardCharsets.UTF_8);
            exchange.head(200, Map.of(), body.length);
            exchange.out().write(body, 0, body.length / 2);
            exchange.out().flush();
            // What is not read yet is lost with the connection.
            Awaitility.await().until(() -> sink.described() >= 2);
            exchange.socket().close();
            return true;
        });
        describe(names(10));

        assertThat(sink.described).hasSize(10);
        assertThat(sink.failed).isEmpty();
        assertThat(meter.calls(Meter.Kind.DESCRIBE)).isEqualTo(3);
    }

    /** Where the reply breaks off and what has come of it cannot be written, the second tells that nothing is kept. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_cannot_be_written_is_not_answered(boolean breaksOff) throws Exception {
        RuntimeException ended = new IllegalStateException("session ended");
        sink.thrownAtEnd = ended;
        org.fault((exchange, names) -> {
            if (!breaksOff) {
                return false;
            }
            byte[] body = org.composite(names).getBytes(StandardCharsets.UTF_8);
            exchange.head(200, Map.of(), body.length);
            exchange.out().write(body, 0, body.length / 2);
            exchange.out().flush();
            Awaitility.await().until(() -> sink.described() >= 2);
            exchange.socket().close();
            return true;
        });

        assertThat(catchThrowable(() -> describe(names(20)))).isSameAs(ended);
    }

    @Test
    void a_page_instead_of_a_composite_is_asked_for_again_in_halves() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        org.fault((exchange, names) -> {
            if (calls.getAndIncrement() == 0) {
                exchange.reply(200, "<html>Sign in</html>");
                return true;
            }
            return false;
        });
        describe(names(10));
        assertThat(sink.described).hasSize(10);
        assertThat(meter.calls(Meter.Kind.DESCRIBE)).isEqualTo(3);
    }

    @Test
    void parts_that_are_refused_fail_alone_and_at_once() throws Exception {
        org.part("Table1", 404, "[{\"errorCode\":\"NOT_FOUND\",\"message\":\"gone\"}]")
                .part("Table2", 403, "[{\"errorCode\":\"INSUFFICIENT_ACCESS\",\"message\":\"no\"}]")
                .part("Table3", 400, "[{\"errorCode\":\"INVALID_FIELD\",\"message\":\"?\"}]")
                .part("Table4", 200, "{\"name\":\"Table4\",\"fields\":\"none\"}")
                .part("Table5", 200, "\"text\"")
                .part("Table6", 304, "null");
        describe(names(25));

        assertThat(sink.described).hasSize(19);
        assertThat(sink.failed)
                .containsOnlyKeys("Table1", "Table2", "Table3", "Table4", "Table5", "Table6")
                .allSatisfy((name, failed) -> assertThat(failed.attempts()).isEqualTo(1));
        assertThat(IntStream.rangeClosed(1, 6).mapToObj(i -> sink.cause("Table" + i)))
                .containsExactly(
                        FailureCause.NOT_FOUND,
                        FailureCause.ACCESS_DENIED,
                        FailureCause.INVALID_REQUEST,
                        FailureCause.UNREADABLE_REPLY,
                        FailureCause.UNREADABLE_REPLY,
                        FailureCause.UNREADABLE_REPLY);
        assertThat(meter.calls(Meter.Kind.DESCRIBE)).isEqualTo(1);
    }

    @Test
    void a_part_that_the_org_fails_at_is_asked_for_alone_before_it_fails() throws Exception {
        String error = "[{\"errorCode\":\"UNKNOWN_EXCEPTION\",\"message\":\"x\"}]";
        org.part("Table1", 500, error).part("Table2", 500, error).fault((exchange, names) -> {
            boolean alone = names.equals(List.of("Table1"));
            if (alone) {
                exchange.reply(200, "{\"name\":\"Table1\",\"fields\":[]}");
            }
            return alone;
        });
        describe(names(25));

        assertThat(sink.described).hasSize(24).containsKey("Table1");
        assertThat(sink.failed.get("Table2").attempts()).isEqualTo(4);
        assertThat(meter.calls(Meter.Kind.DESCRIBE)).isEqualTo(5);
    }

    @Test
    void a_part_that_is_left_out_is_asked_for_again() throws Exception {
        org.fault((exchange, names) -> {
            if (names.size() > 1) {
                exchange.reply(200, org.composite(names.subList(0, names.size() - 1)));
            }
            return names.size() > 1;
        });
        describe(names(5));
        assertThat(sink.described).hasSize(5);
        assertThat(meter.calls(Meter.Kind.DESCRIBE)).isEqualTo(2);
    }

    @Test
    void a_busy_org_is_waited_for() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        org.fault((exchange, names) -> switch (calls.getAndIncrement()) {
            case 0 -> refuse(exchange, 503, "SERVER_UNAVAILABLE", "busy");
            case 1 -> refuse(exchange, 429, "X", "slow down");
            case 2 -> refuse(exchange, 403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests Limit exceeded.");
            default -> false;
        });
        describe(names(100));
        assertThat(sink.failed).isEmpty();
        assertThat(sink.described).hasSize(100);
    }

    @Test
    void an_org_that_stays_busy_ends_it() throws Exception {
        org.fault((exchange, names) -> refuse(exchange, 429, "X", "slow down"));
        assertThat(failure(names(100)).failure()).isEqualTo(FailureCause.RATE_LIMITED);
        assertThat(meter.calls(Meter.Kind.DESCRIBE)).isLessThan(25);
    }

    @Test
    void an_org_that_fails_at_everything_ends_it() throws Exception {
        org.fault((exchange, names) -> refuse(exchange, 500, "UNKNOWN_EXCEPTION", "x"));
        assertThat(failure(names(1000)).failure()).isEqualTo(FailureCause.SERVER_ERROR);
        assertThat(meter.calls(Meter.Kind.DESCRIBE)).isLessThan(75);
    }

    @Test
    void a_dead_session_is_renewed_once_though_several_calls_see_it() throws Exception {
        org.fault((exchange, names) -> exchange.headers().get("Authorization").equals("Bearer token-0")
                && refuse(exchange, 401, "INVALID_SESSION_ID", "Session expired or invalid"));
        describe(names(200));
        assertThat(sink.described).hasSize(200);
        assertThat(sessions.renewals()).isEqualTo(1);
    }

    @Test
    void a_session_that_dies_between_parts_is_renewed_once() throws Exception {
        String error = "[{\"errorCode\":\"INVALID_SESSION_ID\",\"message\":\"Session expired\"}]";
        AtomicInteger calls = new AtomicInteger();
        org.part("Table1", 401, error).part("Table2", 401, error).fault((exchange, names) -> {
            if (calls.getAndIncrement() > 0) {
                assertThat(names).containsExactly("Table1", "Table2");
                org.part("Table1", 200, "{\"name\":\"Table1\",\"fields\":[]}");
                org.part("Table2", 200, "{\"name\":\"Table2\",\"fields\":[]}");
            }
            return false;
        });
        describe(names(5));
        assertThat(sink.described).hasSize(5);
        assertThat(sessions.renewals()).isEqualTo(1);
    }

    @Test
    void a_session_that_is_refused_though_it_is_new_ends_it() throws Exception {
        org.fault((exchange, names) -> refuse(exchange, 401, "INVALID_SESSION_ID", "Session expired or invalid"));
        assertThat(failure(names(200)).failure()).isEqualTo(FailureCause.SESSION_INVALID);
        assertThat(sessions.renewals()).isEqualTo(1);
    }

    @Test
    void what_concerns_the_org_as_a_whole_ends_it() throws Exception {
        org.fault(
                (exchange, names) -> refuse(exchange, 403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."));
        assertThat(failure(names(200)).failure()).isEqualTo(FailureCause.DAILY_LIMIT);
        assertThat(meter.calls(Meter.Kind.DESCRIBE)).isLessThanOrEqualTo(4);
        assertThat(sink.failed).isEmpty();
    }

    @Test
    void a_host_that_is_not_allowed_is_not_called() {
        sessions = new TestSessions(URI.create("https://evil.example"));
        SalesforceException failure = catchThrowableOfType(
                SalesforceException.class,
                () -> clients.with(config).describe(sessions, "59.0", wanted(names(5)), sink, meter));
        assertThat(failure.failure()).isEqualTo(FailureCause.HOST_NOT_ALLOWED);
        assertThat(meter.calls).isEmpty();
    }

    @Test
    void once_stopped_nothing_more_is_asked_for_and_replies_under_way_are_cut() throws Exception {
        config = config.inFlight(2, 2);
        sink.stopAfter = 25;
        org.fault((exchange, names) -> {
            if (!names.contains("Table0")) {
                Thread.currentThread().join();
            }
            return false;
        });
        long start = System.nanoTime();
        describe(names(200));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        assertThat(sink.described).hasSize(25);
        assertThat(sink.failed).isEmpty();
        assertThat(sink.open).isEmpty();
        assertThat(meter.calls(Meter.Kind.DESCRIBE)).isLessThanOrEqualTo(3);
    }

    @Test
    void an_interrupted_thread_ends_promptly_and_keeps_its_flag() throws Exception {
        AtomicLong ended = new AtomicLong();
        try (RawServer server = new RawServer(exchange -> Thread.currentThread().join())) {
            sessions = new TestSessions(server.url());
            Thread caller = new Thread(() -> {
                Throwable thrown = catchThrowable(
                        () -> clients.with(config).describe(sessions, "59.0", wanted(names(200)), sink, meter));
                ended.set(
                        thrown instanceof SalesforceException
                                        && Thread.currentThread().isInterrupted()
                                ? 1
                                : -1);
            });
            caller.start();
            Awaitility.await().until(() -> server.exchanges().size() == 4);
            caller.interrupt();
            Awaitility.await().atMost(Duration.ofSeconds(3)).until(() -> ended.get() == 1);
            Awaitility.await().until(() -> server.exchanges().size() == 4);
        }
    }

    @Test
    void a_failure_of_the_sink_is_no_failure_of_salesforce() throws Exception {
        sink.thrown = new IllegalStateException("disk full");
        try (RawServer server = new RawServer(org)) {
            sessions = new TestSessions(server.url());
            assertThat(catchThrowable(
                            () -> clients.with(config).describe(sessions, "59.0", wanted(names(50)), sink, meter)))
                    .isSameAs(sink.thrown);
        }
    }

    @Test
    void a_describe_beyond_16_mib_is_read() throws Exception {
        byte[] big = ReaderPropertiesTest.bytes(DescribeBodies.withPicklist(ODD, 20_880, 900, 1));
        assertThat(big.length).isGreaterThan(17 << 20);
        org.part(ODD, 200, new String(big, StandardCharsets.UTF_8));
        describe(names(25));
        assertThat(sink.described).hasSize(25);
        assertThat(sink.described.get(ODD).fields().get(1).picklistValues()).hasSize(20_880);
    }

    private static boolean refuse(RawServer.Exchange exchange, int status, String code, String message)
            throws IOException {
        exchange.reply(status, "[{\"message\":\"%s\",\"errorCode\":\"%s\"}]".formatted(message, code));
        return true;
    }

    private SalesforceException failure(List<String> names) {
        return catchThrowableOfType(SalesforceException.class, () -> describe(names));
    }

    private void describe(List<String> names) throws Exception {
        describeWanted(wanted(names));
    }

    private void describeWanted(List<DescribeRequest> wanted) throws Exception {
        try (RawServer server = new RawServer(org)) {
            sessions = new TestSessions(server.url());
            clients.with(config).describe(sessions, "59.0", wanted, sink, meter);
            openConnections = server.open();
        }
    }

    private static List<DescribeRequest> wanted(List<String> names) {
        return names.stream().map(DescribeRequest::anyway).toList();
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "Table" + i).toList();
    }
}
