package io.orgscribe.salesforce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.orgscribe.OrgscribeTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@OrgscribeTest
class SmallCallsTest {

    private static final String ORGANIZATION = "{\"totalSize\":1,\"done\":true,\"records\":[{\"attributes\":{},"
            + "\"Id\":\"00D000000000001EAA\",\"Name\":\"Acme\",\"OrganizationType\":\"Developer Edition\","
            + "\"IsSandbox\":true,\"InstanceName\":null}]}";

    @Inject
    TestClients clients;

    private final TestMeter meter = new TestMeter();
    private TestSessions sessions;

    @Test
    void the_organization_is_queried() throws Exception {
        try (RawServer server = new RawServer(exchange -> exchange.reply(200, ORGANIZATION))) {
            assertThat(client(server).organization(sessions, "59.0", meter))
                    .isEqualTo(new Organization("00D000000000001EAA", "Acme", "Developer Edition", true, "", ""));
            assertThat(server.exchanges().get(0).path())
                    .startsWith("/services/data/v59.0/query?q=SELECT%20Id%2C%20Name%2C")
                    .endsWith("%20FROM%20Organization");
            assertThat(server.exchanges().get(0).headers()).containsEntry("Authorization", "Bearer token-0");
        }
        assertThat(meter.calls).isEqualTo(Map.of(Meter.Kind.QUERY, 1));
    }

    @Test
    void the_user_and_the_daily_calls_are_read() throws Exception {
        try (RawServer server = new RawServer(
                exchange -> exchange.reply(
                        200,
                        exchange.path().endsWith("/limits")
                                ? "{\"Other\":{\"Max\":1},\"DailyApiRequests\":{\"App\":{\"Max\":0},\"Max\":9,\"Remaining\":7}}"
                                : "{\"identity\":\"https://login.salesforce.com/id/00D000000000001EAA/005000000000001AAA\"}"))) {
            assertThat(client(server).userId(sessions, "59.0", meter)).isEqualTo("005000000000001AAA");
            assertThat(client(server).dailyCalls(sessions, "59.0", meter))
                    .isEqualTo(new SalesforceClient.DailyCalls(9, 7));
            assertThat(server.exchanges())
                    .extracting("path")
                    .containsExactly("/services/data/v59.0/", "/services/data/v59.0/limits");
        }
    }

    @Test
    void a_query_is_read_to_its_last_page() throws Exception {
        try (RawServer server = new RawServer(exchange -> exchange.reply(
                200,
                exchange.path().contains("query?q=")
                        ? "{\"records\":[{\"Id\":1}],\"nextRecordsUrl\":\"/services/data/v59.0/query/0r8xx-2000\"}"
                        : "{\"records\":[{\"Id\":2},{\"Id\":3}],\"done\":true}"))) {
            assertThat(query(server)).containsExactly("1", "2", "3");
        }
        assertThat(meter.calls(Meter.Kind.QUERY)).isEqualTo(2);
    }

    @Test
    void a_page_that_breaks_off_hands_on_nothing_twice() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (RawServer server = new RawServer(exchange -> exchange.reply(
                200,
                calls.getAndIncrement() == 0
                        ? "{\"records\":[{\"Id\":1},"
                        : "{\"records\":[{\"Id\":1}],\"done\":true}"))) {
            assertThat(query(server)).containsExactly("1");
        }
    }

    @Test
    void a_next_page_elsewhere_or_the_same_again_is_not_followed() throws Exception {
        for (String next : List.of("https://evil.example/x", "//evil.example/x", "/services/data/v59.0/query/again")) {
            try (RawServer server = new RawServer(
                    exchange -> exchange.reply(200, "{\"records\":[],\"nextRecordsUrl\":\"" + next + "\"}"))) {
                SalesforceException failure = catchThrowableOfType(SalesforceException.class, () -> query(server));
                assertThat(failure.failure()).isEqualTo(FailureCause.UNREADABLE_REPLY);
                assertThat(server.exchanges()).hasSizeLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void a_list_that_breaks_off_is_read_again_and_hands_on_each_sobject_once() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (RawServer server = new RawServer(exchange -> exchange.reply(
                200,
                "{\"sobjects\":[{\"name\":\"A\"}," + (calls.getAndIncrement() == 0 ? "" : "{\"name\":\"B\"}]}")))) {
            List<String> names = new ArrayList<>();
            client(server).describeGlobal(sessions, "59.0", summary -> names.add(summary.name()), meter);
            assertThat(names).containsExactly("A", "B");
        }
    }

    @Test
    void a_dead_session_is_renewed_once() throws Exception {
        try (RawServer server = new RawServer(SmallCallsTest::refuseFirstToken)) {
            assertThat(client(server).organization(sessions, "59.0", meter).name())
                    .isEqualTo("Acme");
            assertThat(sessions.renewals()).isEqualTo(1);
        }
        try (RawServer server = new RawServer(exchange -> refuse(exchange, "INVALID_SESSION_ID", "Session expired"))) {
            SalesforceException failure = catchThrowableOfType(
                    SalesforceException.class, () -> client(server).organization(sessions, "59.0", meter));
            assertThat(failure.failure()).isEqualTo(FailureCause.SESSION_INVALID);
            assertThat(sessions.renewals()).isEqualTo(1);
            assertThat(server.exchanges()).hasSize(2);
        }
    }

    @Test
    void what_no_other_session_cures_is_told_at_once() throws Exception {
        try (RawServer server = new RawServer(exchange ->
                refuse(exchange, "INVALID_SESSION_ID", "This session is not valid for use with the REST API"))) {
            SalesforceException failure = catchThrowableOfType(
                    SalesforceException.class, () -> client(server).organization(sessions, "59.0", meter));
            assertThat(failure.failure()).isEqualTo(FailureCause.INVALID_SCOPE);
            assertThat(sessions.renewals()).isZero();
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    @Test
    void a_failing_org_is_asked_three_times() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (RawServer server = new RawServer(exchange -> {
            if (calls.getAndIncrement() < 2) {
                exchange.reply(503, "<html>busy</html>");
            } else {
                exchange.reply(200, ORGANIZATION);
            }
        })) {
            assertThat(client(server).organization(sessions, "59.0", meter).name())
                    .isEqualTo("Acme");
            assertThat(meter.calls(Meter.Kind.QUERY)).isEqualTo(3);
        }
    }

    private SalesforceClient client(RawServer server) {
        sessions = new TestSessions(server.url());
        return clients.with(new TestConfig());
    }

    private List<String> query(RawServer server) {
        List<String> ids = new ArrayList<>();
        client(server)
                .query(
                        sessions,
                        "59.0",
                        "SELECT Id FROM X",
                        record -> ids.add(record.get("Id").asText()),
                        meter);
        return ids;
    }

    private static void refuseFirstToken(RawServer.Exchange exchange) throws IOException {
        if (exchange.headers().get("Authorization").equals("Bearer token-0")) {
            refuse(exchange, "INVALID_SESSION_ID", "Session expired or invalid");
        } else {
            exchange.reply(200, ORGANIZATION);
        }
    }

    private static void refuse(RawServer.Exchange exchange, String code, String message) throws IOException {
        exchange.reply(401, "[{\"message\":\"%s\",\"errorCode\":\"%s\"}]".formatted(message, code));
    }
}
