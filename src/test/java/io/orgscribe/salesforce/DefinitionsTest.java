package io.orgscribe.salesforce;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.orgscribe.OrgscribeTest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Composite calls of queries and describes, and record counts. */
@OrgscribeTest
class DefinitionsTest {

    private static final String ROW =
            "{\"attributes\":{\"type\":\"FieldDefinition\"},\"QualifiedApiName\":\"Phone\",\"Description\":null,"
                    + "\"EntityDefinition\":{\"attributes\":{},\"QualifiedApiName\":\"Account\"}}";

    @Inject
    TestClients clients;

    private final TestMeter meter = new TestMeter();

    @Test
    void parts_of_any_kind_come_back_in_the_order_of_the_questions() throws Exception {
        String reply = composite(
                part(
                        "{\"name\":\"Account\",\"fields\":[{\"type\":\"id\",\"name\":\"Id\"},{\"name\":\"Name\"}]}",
                        200,
                        "part1"),
                part("[{\"errorCode\":\"INVALID_TYPE\",\"message\":\"x\"}]", 400, "part2"),
                part("null", 304, "part3"),
                part("{\"done\":false,\"records\":[" + ROW + "]}", 200, "part0"));
        try (RawServer server = new RawServer(exchange -> exchange.reply(200, reply))) {
            List<Answer> answers = ask(
                    server,
                    List.of(
                            Question.query("SELECT 'é' FROM X"),
                            Question.describe("Account"),
                            Question.describe("Gone"),
                            Question.describe("Same", "Wed, 6 May 2026 10:00:00 GMT")));

            assertThat(answers).extracting(Answer::status).containsExactly(200, 200, 400, 304);
            assertThat(answers.get(0).rows()).hasSize(1);
            Row row = answers.get(0).rows().get(0);
            assertThat(row.text("QualifiedApiName")).contains("Phone");
            assertThat(row.text("EntityDefinition.QualifiedApiName")).contains("Account");
            assertThat(row.text("Description")).isEmpty();
            assertThat(answers.get(0).whole()).isFalse();
            assertThat(answers.get(1).fields()).containsExactly("Id", "Name");
            assertThat(answers.get(1).lastModified()).isEqualTo("Wed, 6 May 2026 10:00:00 GMT");
            assertThat(answers.get(2).errorCode()).isEqualTo("INVALID_TYPE");

            RawServer.Exchange sent = server.exchanges().get(0);
            assertThat(sent.path()).isEqualTo("/services/data/v59.0/composite");
            JsonNode parts = Recordings.tree(sent.body().getBytes(UTF_8)).get("compositeRequest");
            assertThat(parts.get(0).get("url").asText())
                    .isEqualTo("/services/data/v59.0/query?q=SELECT%20%27%C3%A9%27%20FROM%20X");
            assertThat(parts.get(3).at("/httpHeaders/If-Modified-Since").asText())
                    .isEqualTo("Wed, 6 May 2026 10:00:00 GMT");
        }
        assertThat(meter.calls).isEqualTo(Map.of(Meter.Kind.DEFINITIONS, 1));
    }

    @Test
    void tooling_has_an_address_of_its_own() throws Exception {
        String reply = composite(part("{\"done\":true,\"records\":[]}", 200, "part0"));
        try (RawServer server = new RawServer(exchange -> exchange.reply(200, reply))) {
            assertThat(ask(server, List.of(Question.toolingQuery("SELECT Id FROM X")))
                            .get(0)
                            .rows())
                    .isEmpty();

            assertThat(server.exchanges().get(0).path()).isEqualTo("/services/data/v59.0/tooling/composite");
            assertThat(server.exchanges().get(0).body()).contains("/services/data/v59.0/tooling/query?q=SELECT");
        }
    }

    @Test
    void a_part_that_is_missing_and_a_reply_of_another_shape_are_unreadable() throws Exception {
        for (String reply : List.of(
                composite(part("{}", 200, "part1")),
                composite("null", "7", "[]"),
                "[]",
                "{\"compositeResponse\":{}}")) {
            try (RawServer server = new RawServer(exchange -> exchange.reply(200, reply))) {
                SalesforceException thrown = catchThrowableOfType(
                        SalesforceException.class, () -> ask(server, List.of(Question.describe("Account"))));
                assertThat(thrown.failure()).isEqualTo(FailureCause.UNREADABLE_REPLY);
            }
        }
    }

    @Test
    void more_than_salesforce_takes_is_not_asked() throws Exception {
        try (RawServer server = new RawServer(exchange -> exchange.reply(200, "{}"))) {
            for (List<Question> tooMany : List.of(
                    Collections.nCopies(26, Question.describe("A")),
                    Collections.nCopies(6, Question.toolingQuery("SELECT Id FROM X")),
                    List.of(Question.query("SELECT Id FROM X"), Question.toolingQuery("SELECT Id FROM X")))) {
                assertThatThrownBy(() -> ask(server, tooMany)).isInstanceOf(IllegalArgumentException.class);
            }
            assertThat(server.exchanges()).isEmpty();
        }
    }

    @Test
    void record_counts_are_read_and_what_is_none_is_skipped() throws Exception {
        String reply =
                "{\"sObjects\":[{\"count\":3,\"name\":\"Account\"},{\"name\":\"X\"},{\"count\":4},7,null],\"more\":[1]}";
        try (RawServer server = new RawServer(exchange -> exchange.reply(200, reply))) {
            assertThat(clients.definitions(new TestConfig())
                            .recordCounts(new TestSessions(server.url()), "59.0", meter))
                    .isEqualTo(Map.of("Account", 3L, "X", 0L));
        }
        assertThat(meter.calls).isEqualTo(Map.of(Meter.Kind.RECORD_COUNT, 1));
    }

    private List<Answer> ask(RawServer server, List<Question> questions) {
        return clients.definitions(new TestConfig()).ask(new TestSessions(server.url()), "59.0", questions, meter);
    }

    private static String composite(String... parts) {
        return "{\"compositeResponse\":[" + String.join(",", parts) + "]}";
    }

    private static String part(String body, int status, String reference) {
        return "{\"body\":" + body
                + ",\"httpHeaders\":{\"last-modified\":\"Wed, 6 May 2026 10:00:00 GMT\"},\"httpStatusCode\":" + status
                + ",\"referenceId\":\"" + reference + "\"}";
    }
}
