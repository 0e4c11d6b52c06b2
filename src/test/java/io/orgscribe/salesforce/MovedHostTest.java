package io.orgscribe.salesforce;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.orgscribe.OrgscribeTest;
import io.orgscribe.ServiceProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Whatever the host of an org's session does once the org is elsewhere: the org is found where a new session leads. */
@OrgscribeTest
class MovedHostTest {

    private static final String VERSIONS = "[{\"version\":\"68.0\"}]";

    @Inject
    TestClients clients;

    private final FakeOrg org = new FakeOrg();
    private final TestMeter meter = new TestMeter();
    private final TestSink sink = new TestSink();

    /** @param cause of the failure where the org is nowhere else */
    private record Stale(String name, int status, Map<String, String> headers, String body, FailureCause cause) {

        void answer(RawServer.Exchange exchange) throws IOException {
            exchange.reply(status, headers, body.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Stale> stale() {
        Map<String, String> html = Map.of("Content-Type", "text/html");
        Map<String, String> json = Map.of("Content-Type", "application/json");
        Map<String, String> leads = Map.of("Location", "https://acme.example/services/data");
        return Stream.of(
                new Stale("moved permanently", 301, leads, "", FailureCause.UNREADABLE_REPLY),
                new Stale("found", 302, leads, "<html></html>", FailureCause.UNREADABLE_REPLY),
                new Stale("see other", 303, leads, "", FailureCause.UNREADABLE_REPLY),
                new Stale("temporary redirect", 307, leads, "", FailureCause.UNREADABLE_REPLY),
                new Stale("permanent redirect", 308, leads, "{}", FailureCause.UNREADABLE_REPLY),
                new Stale("redirect to nowhere", 302, html, "", FailureCause.UNREADABLE_REPLY),
                new Stale("404 with a page", 404, html, "<html>No such site</html>", FailureCause.NOT_FOUND),
                new Stale("404 with nothing", 404, Map.of(), "", FailureCause.NOT_FOUND),
                new Stale("unknown to the edge", 420, html, "<html>", FailureCause.HOST_UNKNOWN),
                new Stale(
                        "unknown to the edge, in JSON",
                        420,
                        json,
                        "[{\"errorCode\":\"X\"}]",
                        FailureCause.HOST_UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("stale")
    void a_small_call_finds_the_org_where_it_is(Stale stale) throws Exception {
        try (RawServer old = new RawServer(stale::answer);
                RawServer moved = new RawServer(exchange -> exchange.reply(200, VERSIONS))) {
            TestSessions sessions = new TestSessions(old.url(), moved.url());

            assertThat(client().versions(sessions, meter)).containsExactly("68.0");
            assertThat(moved.exchanges()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("stale")
    void describes_find_the_org_where_it_is(Stale stale) throws Exception {
        List<String> names = IntStream.range(0, 120).mapToObj(i -> "Table" + i).toList();
        AtomicInteger calls = new AtomicInteger();
        try (RawServer moved = new RawServer(org);
                RawServer old = new RawServer(exchange -> {
                    if (calls.getAndIncrement() < 2) {
                        org.handle(exchange);
                    } else {
                        stale.answer(exchange);
                    }
                })) {
            describe(new TestSessions(old.url(), moved.url()), names);
        }

        assertThat(sink.described).containsOnlyKeys(names);
        assertThat(sink.failed).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("stale")
    void a_single_describe_finds_the_org_where_it_is(Stale stale) throws Exception {
        try (RawServer moved = new RawServer(org);
                RawServer old = new RawServer(stale::answer)) {
            describe(new TestSessions(old.url(), moved.url()), List.of("A"));
        }

        assertThat(sink.described).containsOnlyKeys("A");
    }

    @ParameterizedTest
    @MethodSource("stale")
    void where_it_is_nowhere_else_the_failure_is_what_it_is(Stale stale) throws Exception {
        try (RawServer old = new RawServer(stale::answer)) {
            TestSessions sessions = new TestSessions(old.url());

            assertThat(catchThrowableOfType(SalesforceException.class, () -> client().versions(sessions, meter))
                            .failure())
                    .isEqualTo(stale.cause());
        }
    }

    @Test
    void a_host_that_is_gone_is_left() throws Exception {
        for (String gone : List.of(
                "http://127.0.0.1:" + ServiceProcess.freePort(),
                "https://gone.invalid",
                "https://acme.not-allowed.example")) {
            try (RawServer moved = new RawServer(exchange -> exchange.reply(200, VERSIONS))) {
                TestSessions sessions = new TestSessions(URI.create(gone), moved.url());

                assertThat(client().versions(sessions, meter)).as(gone).containsExactly("68.0");
            }
        }
    }

    @Test
    void an_answer_of_the_api_is_none_of_the_host() throws Exception {
        String missing = "[{\"errorCode\":\"NOT_FOUND\",\"message\":\"The requested resource does not exist\"}]";
        try (RawServer here = new RawServer(exchange -> exchange.reply(404, missing));
                RawServer other = new RawServer(exchange -> exchange.reply(200, VERSIONS))) {
            TestSessions sessions = new TestSessions(here.url(), other.url());

            assertThat(catchThrowableOfType(SalesforceException.class, () -> client().versions(sessions, meter))
                            .failure())
                    .isEqualTo(FailureCause.NOT_FOUND);
            assertThat(other.exchanges()).isEmpty();
        }
    }

    @Test
    void a_token_goes_to_no_host_but_its_own() throws Exception {
        try (RawServer trap = new RawServer(exchange -> exchange.reply(200, VERSIONS));
                RawServer old = new RawServer(exchange ->
                        exchange.reply(302, Map.of("Location", trap.url() + exchange.path()), new byte[0]))) {
            catchThrowableOfType(
                    SalesforceException.class, () -> client().org(new TestSessions(old.url()), "68.0", "", meter));

            assertThat(trap.exchanges()).isEmpty();
        }
    }

    private SalesforceClient client() {
        return clients.with(new TestConfig());
    }

    private void describe(Sessions sessions, List<String> names) {
        client().describe(
                        sessions,
                        "59.0",
                        names.stream()
                                .map(name -> new DescribeRequest(name, ""))
                                .toList(),
                        sink,
                        meter);
    }
}
