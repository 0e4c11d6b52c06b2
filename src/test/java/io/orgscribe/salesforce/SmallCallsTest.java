package io.orgscribe.salesforce;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.orgscribe.OrgscribeTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@OrgscribeTest
class SmallCallsTest {

    private static final String ORG_RECORD = "{\"totalSize\":1,\"done\":true,\"records\":[{\"attributes\":{},"
            + "\"Id\":\"00D000000000001EAA\",\"Name\":\"Acme\",\"OrganizationType\":\"Developer Edition\","
            + "\"IsSandbox\":true,\"InstanceName\":null}]}";
    private static final String ORGANIZATION = parts(part(200, ORG_RECORD, 0));

    @Inject
    TestClients clients;

    private final TestMeter meter = new TestMeter();
    private TestSessions sessions;

    @Test
    void the_organization_and_the_users_language_are_queried_by_one_call() throws Exception {
        String user = "{\"done\":true,\"records\":[{\"LanguageLocaleKey\":\"de\"}]}";
        try (RawServer server =
                new RawServer(exchange -> exchange.reply(200, parts(part(200, user, 1), part(200, ORG_RECORD, 0))))) {
            OrgAndLanguage answers = client(server).org(sessions, "59.0", "005000000000001AAA", meter);
            assertThat(answers.organization())
                    .isEqualTo(new Organization("00D000000000001EAA", "Acme", "Developer Edition", true, "", ""));
            assertThat(answers.userLanguage()).isEqualTo("de");
            RawServer.Exchange sent = server.exchanges().get(0);
            assertThat(sent.path()).isEqualTo("/services/data/v59.0/composite");
            assertThat(sent.headers()).containsEntry("Authorization", "Bearer token-0");
            assertThat(sent.body())
                    .contains("/services/data/v59.0/query?q=SELECT%20Id%2C%20Name%2C")
                    .contains("%20FROM%20Organization\"")
                    .contains("%20FROM%20User%20WHERE%20Id%20%3D%20%27005000000000001AAA%27\"");
        }
        assertThat(meter.calls).isEqualTo(Map.of(Meter.Kind.QUERY, 1));
    }

    @Test
    void a_language_that_failed_is_asked_for_again() throws Exception {
        String failed = parts(part(200, ORG_RECORD, 0), part(500, error("UNKNOWN_EXCEPTION"), 1));
        try (RawServer server = new RawServer(exchange -> exchange.reply(200, failed))) {
            SalesforceException failure = catchThrowableOfType(
                    SalesforceException.class, () -> client(server).org(sessions, "59.0", "005x", meter));
            assertThat(failure.failure()).isEqualTo(FailureCause.SERVER_ERROR);
            assertThat(server.exchanges()).hasSize(3);
        }
    }

    @Test
    void each_of_the_two_may_be_refused_without_the_other() throws Exception {
        String user = "{\"records\":[{\"LanguageLocaleKey\":\"de\"}]}";
        String noId = "{\"records\":[{\"Name\":\"Acme\"}]}";
        Map<String, FailureCause> refused = Map.of(
                parts(part(400, error("INVALID_TYPE"), 0), part(200, user, 1)), FailureCause.VIEW_SETUP_MISSING,
                parts(part(403, error("INSUFFICIENT_ACCESS"), 0), part(200, user, 1)), FailureCause.VIEW_SETUP_MISSING,
                parts(part(400, error("INVALID_FIELD"), 0), part(200, user, 1)), FailureCause.INVALID_REQUEST,
                parts(part(200, "{\"records\":[]}", 0), part(200, user, 1)), FailureCause.UNREADABLE_REPLY,
                parts(part(200, noId, 0), part(200, user, 1)), FailureCause.UNREADABLE_REPLY);
        for (Map.Entry<String, FailureCause> reply : refused.entrySet()) {
            try (RawServer server = new RawServer(exchange -> exchange.reply(200, reply.getKey()))) {
                OrgAndLanguage answers = client(server).org(sessions, "59.0", "005x", meter);
                assertThat(catchThrowableOfType(SalesforceException.class, answers::organization)
                                .failure())
                        .isEqualTo(reply.getValue());
                assertThat(answers.userLanguage()).isEqualTo("de");
            }
        }
        Map<String, FailureCause> untold = Map.of(
                parts(part(200, ORG_RECORD, 0), part(400, error("INVALID_FIELD"), 1)), FailureCause.INVALID_REQUEST,
                parts(part(200, ORG_RECORD, 0), part(200, "{\"records\":[]}", 1)), FailureCause.UNREADABLE_REPLY);
        for (Map.Entry<String, FailureCause> reply : untold.entrySet()) {
            try (RawServer server = new RawServer(exchange -> exchange.reply(200, reply.getKey()))) {
                OrgAndLanguage answers = client(server).org(sessions, "59.0", "005x", meter);
                assertThat(answers.organization().name()).isEqualTo("Acme");
                assertThat(catchThrowableOfType(SalesforceException.class, answers::userLanguage)
                                .failure())
                        .isEqualTo(reply.getValue());
                assertThat(server.exchanges()).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "9,      7,      2",
        "9,      -23,    32",
        "9,      -1,     10",
        "9,      0,      9",
        "9,      12,     0",
        "0,      0,      -1",
        "-5,     0,      -1",
        "1e300,  1,      -1",
        "9,      -1e300, -1",
        "9,      null,   -1",
        "\"9\", \"7\",  -1",
    })
    void numbers_of_daily_calls_are_believed_as_far_as_they_can_be(String max, String remaining, long used)
            throws Exception {
        String reply = "{\"DailyApiRequests\":{\"Max\":" + max + ",\"Remaining\":" + remaining + "}}";
        try (RawServer server = new RawServer(exchange -> exchange.reply(200, reply))) {
            SalesforceClient client = client(server);
            if (used >= 0) {
                assertThat(client.dailyCalls(sessions, "59.0", meter).used()).isEqualTo(used);
            } else {
                assertThat(catchThrowableOfType(
                                        SalesforceException.class, () -> client.dailyCalls(sessions, "59.0", meter))
                                .failure())
                        .isEqualTo(FailureCause.UNREADABLE_REPLY);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"403, INSUFFICIENT_ACCESS", "403, API_DISABLED_FOR_ORG", "404, NOT_FOUND"})
    void limits_that_the_user_may_not_see_name_the_permission(int status, String code) throws Exception {
        try (RawServer server = new RawServer(exchange -> exchange.reply(status, error(code)))) {
            SalesforceException refusal = catchThrowableOfType(
                    SalesforceException.class, () -> client(server).dailyCalls(sessions, "59.0", meter));
            assertThat(refusal.failure()).isEqualTo(FailureCause.VIEW_SETUP_MISSING);
            assertThat(refusal.concernsOrg()).isFalse();
        }
    }

    @Test
    void the_user_and_the_daily_calls_are_read() throws Exception {
        try (RawServer server = new RawServer(
                exchange -> exchange.reply(
                        200,
                        exchange.path().endsWith("/limits")
                                ? "{\"Other\":{\"Max\":1},\"DailyApiRequests\":{\"App\":{\"Max\":0},\"Max\":9,\"Remaining\":7}}"
                                : "{\"identity\":\"https://login.salesforce.com/id/00D000000000001EAA/005000000000001AAA\"}"))) {
            assertThat(client(server).identity(sessions, "59.0", meter))
                    .isEqualTo(new UserIdentity("005000000000001AAA", "00D000000000001EAA"));
            assertThat(client(server).dailyCalls(sessions, "59.0", meter))
                    .isEqualTo(new SalesforceClient.DailyCalls(9, 7));
            assertThat(server.exchanges())
                    .extracting("path")
                    .containsExactly("/services/data/v59.0/", "/services/data/v59.0/limits");
        }
    }

    @Test
    void a_list_that_breaks_off_is_read_again_and_hands_on_each_sobject_once() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (RawServer server = new RawServer(exchange -> exchange.reply(
                200,
                "{\"sobjects\":[{\"name\":\"A\"}," + (calls.getAndIncrement() == 0 ? "" : "{\"name\":\"B\"}]}")))) {
            List<String> names = new ArrayList<>();
            client(server).describeGlobal(sessions, "59.0", "", summary -> names.add(summary.name()), meter);
            assertThat(names).containsExactly("A", "B");
        }
    }

    @Test
    void a_list_that_has_not_changed_is_not_sent_again() throws Exception {
        String date = "Wed, 06 May 2026 10:00:00 GMT";
        try (RawServer server = new RawServer(exchange -> {
            if (date.equals(exchange.headers().get("If-Modified-Since"))) {
                // It has no body, whether or not a header says so.
                exchange.out().write("HTTP/1.1 304 Not Modified\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            } else {
                exchange.reply(
                        200,
                        Map.of("Last-Modified", date),
                        "{\"sobjects\":[{\"name\":\"A\"}]}".getBytes(StandardCharsets.UTF_8));
            }
        })) {
            List<String> names = new ArrayList<>();
            SalesforceClient client = client(server);
            assertThat(client.describeGlobal(sessions, "59.0", "", summary -> names.add(summary.name()), meter))
                    .isEqualTo(new GlobalAnswer(true, date));
            assertThat(client.describeGlobal(sessions, "59.0", date, summary -> names.add(summary.name()), meter))
                    .isEqualTo(new GlobalAnswer(false, date));
            assertThat(names).containsExactly("A");
            assertThat(server.exchanges().get(0).headers()).doesNotContainKey("If-Modified-Since");
            assertThat(server.connections()).isEqualTo(1);
        }
        assertThat(meter.notModified).isEqualTo(1);
        assertThat(meter.calls(Meter.Kind.DESCRIBE_GLOBAL)).isEqualTo(2);
    }

    @Test
    void a_304_that_nobody_asked_for_is_no_answer() throws Exception {
        try (RawServer server = new RawServer(exchange -> exchange.head(304, Map.of(), 0))) {
            SalesforceException failure = catchThrowableOfType(
                    SalesforceException.class,
                    () -> client(server).describeGlobal(sessions, "59.0", "", summary -> {}, meter));
            assertThat(failure.failure()).isEqualTo(FailureCause.UNREADABLE_REPLY);
        }
    }

    @Test
    void without_a_call_left_only_the_free_one_is_made() throws Exception {
        meter.most = 0;
        try (RawServer server = new RawServer(exchange -> exchange.reply(200, "[{\"version\":\"59.0\"}]"))) {
            assertThat(client(server).versions(server.url(), meter)).containsExactly("59.0");
            assertThatThrownBy(() -> client(server).dailyCalls(sessions, "59.0", meter))
                    .isInstanceOf(CallBudgetExhausted.class);
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    @Test
    void a_call_is_not_made_again_without_one_left() throws Exception {
        meter.most = 2;
        try (RawServer server = new RawServer(exchange -> exchange.reply(503, "<html>busy</html>"))) {
            assertThatThrownBy(() -> client(server).dailyCalls(sessions, "59.0", meter))
                    .isInstanceOf(CallBudgetExhausted.class);
            assertThat(server.exchanges()).hasSize(2);
        }
    }

    @Test
    void a_dead_session_is_renewed_once() throws Exception {
        try (RawServer server = new RawServer(SmallCallsTest::refuseFirstToken)) {
            assertThat(client(server)
                            .org(sessions, "59.0", "", meter)
                            .organization()
                            .name())
                    .isEqualTo("Acme");
            assertThat(sessions.renewals()).isEqualTo(1);
        }
        try (RawServer server = new RawServer(exchange -> refuse(exchange, "INVALID_SESSION_ID", "Session expired"))) {
            SalesforceException failure = catchThrowableOfType(
                    SalesforceException.class, () -> client(server).org(sessions, "59.0", "", meter));
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
                    SalesforceException.class, () -> client(server).org(sessions, "59.0", "", meter));
            assertThat(failure.failure()).isEqualTo(FailureCause.SESSION_REFUSED);
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
            assertThat(client(server)
                            .org(sessions, "59.0", "", meter)
                            .organization()
                            .name())
                    .isEqualTo("Acme");
            assertThat(meter.calls(Meter.Kind.QUERY)).isEqualTo(3);
        }
    }

    private SalesforceClient client(RawServer server) {
        sessions = new TestSessions(server.url());
        return clients.with(new TestConfig());
    }

    private static String parts(String... parts) {
        return "{\"compositeResponse\":[" + String.join(",", parts) + "]}";
    }

    private static String part(int status, String body, int index) {
        return "{\"body\":" + body + ",\"httpHeaders\":{},\"httpStatusCode\":" + status + ",\"referenceId\":\"part"
                + index + "\"}";
    }

    private static String error(String code) {
        return "[{\"errorCode\":\"" + code + "\",\"message\":\"x\"}]";
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
