package io.orgscribe.salesforce;

import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

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
            List<SubrequestResult> answers = ask(
                    server,
                    List.of(
                            Subrequest.query("SELECT 'é' FROM X"),
                            Subrequest.describe("Account"),
                            Subrequest.describe("Gone"),
                            Subrequest.describe("Same", "Wed, 6 May 2026 10:00:00 GMT")));

            assertThat(answers).extracting(SubrequestResult::status).containsExactly(200, 200, 400, 304);
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
            assertThat(ask(server, List.of(Subrequest.toolingQuery("SELECT Id FROM X")))
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
                        SalesforceException.class, () -> ask(server, List.of(Subrequest.describe("Account"))));
                assertThat(thrown.failure()).isEqualTo(FailureCause.UNREADABLE_REPLY);
            }
        }
    }

    @Test
    void more_than_salesforce_takes_is_not_asked() throws Exception {
        try (RawServer server = new RawServer(exchange -> exchange.reply(200, "{}"))) {
            for (List<Subrequest> tooMany : List.of(
                    Collections.nCopies(26, Subrequest.describe("A")),
                    Collections.nCopies(6, Subrequest.toolingQuery("SELECT Id FROM X")),
                    List.of(Subrequest.query("SELECT Id FROM X"), Subrequest.toolingQuery("SELECT Id FROM X")))) {
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

    @Test
    void edits_since_a_time_are_asked_for_by_one_call() throws Exception {
        String field =
                "{\"attributes\":{},\"Id\":\"00N000000000001AAA\",\"DeveloperName\":\"Amount\",\"NamespacePrefix\":null,"
                        + "\"TableEnumOrId\":\"Account\",\"LastModifiedDate\":\"2026-11-20T03:22:17.000+0000\","
                        + "\"LastModifiedBy\":{\"attributes\":{},\"Name\":\"Ann\"}}";
        String reply = composite(
                part("{\"done\":true,\"records\":[]}", 200, "part1"),
                part("{\"done\":true,\"records\":[" + field + "]}", 200, "part0"));
        try (RawServer server = new RawServer(exchange -> exchange.reply(200, reply))) {
            EditedDefinitions edits = clients.definitions(new TestConfig())
                    .edits(new TestSessions(server.url()), "59.0", Instant.parse("2026-11-20T03:22:16.999Z"), meter);
            assertThat(edits.whole()).isTrue();
            assertThat(edits.objects()).isEmpty();
            Row row = edits.fields().get(0);
            assertThat(row.text("TableEnumOrId")).contains("Account");
            assertThat(row.text("LastModifiedBy.Name")).contains("Ann");
            assertThat(row.time("LastModifiedDate")).contains(Instant.parse("2026-11-20T03:22:17Z"));

            RawServer.Exchange sent = server.exchanges().get(0);
            assertThat(sent.path()).isEqualTo("/services/data/v59.0/tooling/composite");
            assertThat(URLDecoder.decode(sent.body(), UTF_8))
                    .contains(
                            " FROM CustomField WHERE LastModifiedDate >= 2026-11-20T03:22:16Z ORDER BY Id LIMIT 2000\"")
                    .contains(
                            " FROM CustomObject WHERE LastModifiedDate >= 2026-11-20T03:22:16Z ORDER BY Id LIMIT 2000\"");
        }
        assertThat(meter.calls).isEqualTo(Map.of(Meter.Kind.EDITS, 1));
    }

    @Test
    void edits_that_are_too_many_are_not_whole() throws Exception {
        String full =
                "{\"done\":true,\"records\":[" + String.join(",", Collections.nCopies(2000, "{\"Id\":\"x\"}")) + "]}";
        String cut = "{\"done\":false,\"records\":[{\"Id\":\"x\"}]}";
        String few = "{\"done\":true,\"records\":[{\"Id\":\"x\"}]}";
        for (String reply : List.of(
                composite(part(full, 200, "part0"), part(few, 200, "part1")),
                composite(part(few, 200, "part0"), part(cut, 200, "part1")))) {
            try (RawServer server = new RawServer(exchange -> exchange.reply(200, reply))) {
                assertThat(edits(server).whole()).isFalse();
            }
        }
    }

    @Test
    void edits_that_the_user_may_not_read_are_told_by_name_and_those_that_failed_are_asked_for_again()
            throws Exception {
        String none = "{\"done\":true,\"records\":[]}";
        String refused = composite(part(error("INVALID_TYPE"), 400, "part0"), part(none, 200, "part1"));
        try (RawServer server = new RawServer(exchange -> exchange.reply(200, refused))) {
            SalesforceException thrown = catchThrowableOfType(SalesforceException.class, () -> edits(server));
            assertThat(thrown.failure()).isEqualTo(FailureCause.VIEW_SETUP_MISSING);
            assertThat(server.exchanges()).hasSize(1);
        }
        AtomicInteger calls = new AtomicInteger();
        String right = composite(part(none, 200, "part0"), part(none, 200, "part1"));
        String wrong = composite(part(none, 200, "part0"), part(error("QUERY_TIMEOUT"), 400, "part1"));
        try (RawServer server =
                new RawServer(exchange -> exchange.reply(200, calls.getAndIncrement() == 0 ? wrong : right))) {
            assertThat(edits(server).whole()).isTrue();
            assertThat(server.exchanges()).hasSize(2);
        }
    }

    @Test
    void roll_ups_are_told_by_the_first_15_characters_of_their_ids() throws Exception {
        String sum = "{\"Id\":\"00N000000000001AAA\",\"Metadata\":{\"type\":\"Summary\","
                + "\"summarizedField\":\"Child__c.Amount__c\",\"summaryForeignKey\":\"Child__c.Parent__c\","
                + "\"summaryOperation\":\"sum\",\"urls\":null,\"summaryFilterItems\":[{\"field\":\"Child__c.Kind__c\","
                + "\"operation\":\"equals\",\"value\":\"O'Brien \\\\ 7\",\"valueField\":null},7]}}";
        String count = "{\"Metadata\":{\"summaryForeignKey\":\"Child__c.Parent__c\",\"summarizedField\":null,"
                + "\"summaryOperation\":\"count\",\"summaryFilterItems\":[]}}";
        String reply = composite(
                part(sum, 200, "part0"),
                part("{\"Metadata\":{\"type\":\"Text\",\"length\":20}}", 200, "part1"),
                part(error("NOT_FOUND"), 404, "part2"),
                part(count, 200, "part3"),
                part("{\"Id\":\"00N000000000004AAA\",\"Metadata\":null}", 200, "part4"));
        try (RawServer server = new RawServer(exchange -> exchange.reply(200, reply))) {
            RollUpSummaries rollUpSummaries = rollUps(
                    server,
                    "00N000000000001AAA",
                    "00N000000000002",
                    "00N000000000003",
                    "00N000000000004AAA",
                    "00N000000000005",
                    "00N000000000001");
            assertThat(rollUpSummaries.failed()).isEmpty();
            assertThat(rollUpSummaries.found())
                    .isEqualTo(Map.of(
                            "00N000000000001",
                            new RollUpSummary(
                                    "Child__c",
                                    "sum",
                                    "Child__c.Amount__c",
                                    "Child__c.Parent__c",
                                    List.of(new RollUpSummary.Filter(
                                            "Child__c.Kind__c", "equals", "O'Brien \\ 7", ""))),
                            "00N000000000004",
                            new RollUpSummary("Child__c", "count", "", "Child__c.Parent__c", List.of())));
            RawServer.Exchange sent = server.exchanges().get(0);
            assertThat(sent.path()).isEqualTo("/services/data/v59.0/tooling/composite");
            assertThat(sent.body()).contains("\"/services/data/v59.0/tooling/sobjects/CustomField/00N000000000001\"");
        }
        assertThat(meter.calls).isEqualTo(Map.of(Meter.Kind.ROLL_UPS, 1));
    }

    @Test
    void roll_ups_are_asked_for_25_a_call_and_one_that_fails_fails_alone() throws Exception {
        String[] ids = IntStream.range(0, 60).mapToObj("00N%012d"::formatted).toArray(String[]::new);
        try (RawServer server = new RawServer(exchange -> {
            List<String> parts = new ArrayList<>();
            for (JsonNode asked :
                    Recordings.tree(exchange.body().getBytes(UTF_8)).get("compositeRequest")) {
                boolean odd = asked.get("url").asText().endsWith(ids[30]);
                parts.add(part(
                        odd ? error("UNKNOWN_EXCEPTION") : "{\"Metadata\":{\"summaryForeignKey\":\"C.P\"}}",
                        odd ? 500 : 200,
                        asked.get("referenceId").asText()));
            }
            exchange.reply(200, composite(parts.toArray(String[]::new)));
        })) {
            RollUpSummaries rollUpSummaries = rollUps(server, ids);
            assertThat(rollUpSummaries.found()).hasSize(59);
            assertThat(rollUpSummaries.failed()).containsOnlyKeys(ids[30]);
        }
        assertThat(meter.calls(Meter.Kind.ROLL_UPS)).as("and three times alone").isEqualTo(6);
    }

    @Test
    void a_field_that_is_refused_by_itself_is_no_missing_view_setup() throws Exception {
        String reply = composite(
                part(error("INSUFFICIENT_ACCESS"), 403, "part0"),
                part("{\"Metadata\":{\"summaryForeignKey\":\"C.P\"}}", 200, "part1"));
        try (RawServer server = new RawServer(exchange -> exchange.reply(200, reply))) {
            RollUpSummaries rollUpSummaries = rollUps(server, "00N000000000001", "00N000000000002");
            assertThat(rollUpSummaries.found()).containsOnlyKeys("00N000000000002");
            assertThat(rollUpSummaries.failed()).containsOnlyKeys("00N000000000001");
        }
        assertThat(meter.calls(Meter.Kind.ROLL_UPS)).isEqualTo(1);
    }

    private EditedDefinitions edits(RawServer server) {
        return clients.definitions(new TestConfig())
                .edits(new TestSessions(server.url()), "59.0", Instant.EPOCH, meter);
    }

    private RollUpSummaries rollUps(RawServer server, String... ids) {
        return clients.definitions(new TestConfig())
                .rollUps(new TestSessions(server.url()), "59.0", List.of(ids), meter);
    }

    private static String error(String code) {
        return "[{\"errorCode\":\"" + code + "\",\"message\":\"x\"}]";
    }

    private List<SubrequestResult> ask(RawServer server, List<Subrequest> subrequests) {
        return clients.definitions(new TestConfig()).ask(new TestSessions(server.url()), "59.0", subrequests, meter);
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
