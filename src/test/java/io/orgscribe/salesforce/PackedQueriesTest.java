package io.orgscribe.salesforce;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.orgscribe.OrgscribeTest;
import io.orgscribe.salesforce.FakeDefinitions.Part;
import io.orgscribe.salesforce.PackedQuery.Item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@OrgscribeTest
class PackedQueriesTest {

    private static final String ODD = "Table7";

    @Inject
    TestClients clients;

    private final FakeDefinitions org = new FakeDefinitions();
    private final TestMeter meter = new TestMeter();
    private final Map<String, Integer> expected = new TreeMap<>();
    private final Map<String, List<String>> read = new TreeMap<>();
    private final Map<String, FailureCause> failed = new TreeMap<>();
    private boolean tooling = true;
    private TestSessions sessions;

    @Test
    void all_rows_of_many_tables_come_by_five_queries_a_call() throws Exception {
        for (int i = 0; i < 100; i++) {
            table("Table" + i, 150);
        }
        read();

        assertHasRead(expected.keySet());
        assertThat(org.queries()).as("12 tables of 150 rows a query").hasSize(9);
        assertThat(org.asked).extracting(List::size).containsExactlyInAnyOrder(5, 4);
        assertThat(meter.calls).isEqualTo(Map.of(Meter.Kind.DEFINITIONS, 2));
    }

    @Test
    void what_there_are_more_of_than_expected_is_read_on_from_the_last_key() throws Exception {
        table("Table0", 4500);
        table("Table1", 10);
        expected.put("Table0", 10);
        read();

        assertThat(read.get("Table0")).hasSize(4500).doesNotHaveDuplicates();
        assertThat(read.get("Table1")).hasSize(10);
        assertThat(org.queries())
                .extracting(FakeDefinitions.Query::after)
                .containsExactly("", "Table0.1999", "Table0.3999");
    }

    @Test
    void exactly_as_many_rows_as_a_page_has_are_read_once() throws Exception {
        table("Table0", 2000);
        read();
        assertThat(read.get("Table0")).hasSize(2000);
        assertThat(org.queries()).hasSize(2);
    }

    @Test
    void too_many_rows_for_an_org_that_does_not_heed_the_limit_are_asked_for_in_halves() throws Exception {
        for (int i = 0; i < 8; i++) {
            table("Table" + i, 600);
            expected.put("Table" + i, 100);
        }
        org.part(query -> Optional.of(org.answerWithoutLimit(query)));
        read();

        assertHasRead(expected.keySet());
        assertThat(meter.calls(Meter.Kind.DEFINITIONS))
                .as("all, then two halves, then four quarters")
                .isEqualTo(3);
    }

    @Test
    void a_table_that_has_too_many_rows_by_itself_fails_alone() throws Exception {
        table("Table0", 2500);
        table("Table1", 2500);
        table("Table2", 10);
        org.part(query -> Optional.of(org.answerWithoutLimit(query)));
        read();

        assertHasRead(List.of("Table2"));
        assertThat(failed)
                .isEqualTo(Map.of("Table0", FailureCause.INVALID_REQUEST, "Table1", FailureCause.INVALID_REQUEST));
    }

    @Test
    void a_page_that_promises_another_is_gone_on_from_however_short_it_is() throws Exception {
        table("Table0", 450);
        org.part(query -> {
            List<String> keys = org.matching(query);
            return Optional.of(FakeDefinitions.page(keys.stream().limit(200).toList(), keys.size() <= 200));
        });
        read();
        assertHasRead(List.of("Table0"));
        assertThat(org.queries()).hasSize(3);
    }

    @Test
    void rows_that_come_again_are_dropped() throws Exception {
        table("Table0", 2100);
        org.part(query -> {
            List<String> keys = new ArrayList<>(org.matching(query));
            if (!query.after().isEmpty()) {
                keys.add(0, query.after());
            }
            return Optional.of(FakeDefinitions.page(keys.stream().limit(2000).toList(), true));
        });
        read();
        assertHasRead(List.of("Table0"));
    }

    @Test
    void a_key_that_stands_still_is_a_failure() throws Exception {
        table("Table0", 2000);
        table("Table1", 10);
        org.part(query -> query.tables().contains("Table0")
                ? Optional.of(FakeDefinitions.page(
                        org.matching(new FakeDefinitions.Query("", "", query.tables(), "", 0)), true))
                : Optional.empty());
        read();

        assertThat(failed).isEqualTo(Map.of("Table0", FailureCause.UNREADABLE_REPLY));
        assertHasRead(List.of("Table1"));
    }

    @Test
    void columns_that_the_api_version_does_not_have_are_left_out_once_they_were_refused() throws Exception {
        for (int i = 0; i < 100; i++) {
            table("Table" + i, 150);
        }
        org.part(query -> query.columns().contains("BusinessStatus")
                ? Optional.of(Part.error(400, "INVALID_FIELD"))
                : Optional.empty());
        read();

        assertHasRead(expected.keySet());
        assertThat(meter.calls(Meter.Kind.DEFINITIONS)).isLessThanOrEqualTo(4);
        assertThat(org.queries().get(org.queries().size() - 1).columns())
                .isEqualTo("DurableId, EntityDefinition.QualifiedApiName");
    }

    @Test
    void a_query_that_is_not_understood_at_all_ends_it() throws Exception {
        for (int i = 0; i < 100; i++) {
            table("Table" + i, 1500);
        }
        for (String code : List.of("INVALID_FIELD", "MALFORMED_QUERY")) {
            org.part(query -> Optional.of(Part.error(400, code)));
            assertThat(failure().failure()).isEqualTo(FailureCause.INVALID_REQUEST);
            assertThat(failed).isEmpty();
        }
    }

    @Test
    void a_table_that_is_refused_among_others_fails_alone() throws Exception {
        for (int i = 0; i < 20; i++) {
            table("Table" + i, 900);
        }
        org.part(query -> query.tables().contains(ODD)
                ? Optional.of(Part.error(400, "INVALID_QUERY_FILTER_OPERATOR"))
                : Optional.empty());
        read();

        assertThat(failed).isEqualTo(Map.of(ODD, FailureCause.INVALID_REQUEST));
        assertThat(read).hasSize(19);
    }

    @Test
    void definitions_that_the_user_may_not_read_are_told_by_name() throws Exception {
        table("Table0", 10);
        for (Part refusal : List.of(
                Part.error(400, "INVALID_TYPE"),
                Part.error(403, "INSUFFICIENT_ACCESS"),
                Part.error(403, "INSUFFICIENT_ACCESS_OR_READONLY"))) {
            org.part(query -> Optional.of(refusal));
            SalesforceException failure = failure();
            assertThat(failure.failure()).isEqualTo(FailureCause.VIEW_SETUP_MISSING);
            assertThat(failure.failure().code()).isEqualTo("view_setup_missing");
        }
        org.call((exchange, right) -> {
            exchange.reply(403, "[{\"errorCode\":\"INSUFFICIENT_ACCESS\",\"message\":\"x\"}]");
            return true;
        });
        assertThat(failure().failure()).isEqualTo(FailureCause.VIEW_SETUP_MISSING);
    }

    @Test
    void records_that_the_user_may_not_read_are_no_definitions() throws Exception {
        tooling = false;
        table("Table0", 10);
        org.part(query -> Optional.of(Part.error(400, "INVALID_TYPE")));
        assertThat(failure().failure()).isEqualTo(FailureCause.NOT_FOUND);
    }

    @Test
    void a_table_that_is_refused_beside_others_that_were_not_yet_read_fails_alone() throws Exception {
        table(ODD, 10);
        table("Table0", 10);
        for (Part refusal : List.of(
                Part.error(403, "INSUFFICIENT_ACCESS"),
                Part.error(404, "NOT_FOUND"),
                Part.error(400, "MALFORMED_QUERY"))) {
            org.part(query -> query.tables().contains(ODD) ? Optional.of(refusal) : Optional.empty());
            read.clear();
            failed.clear();
            read();
            assertThat(failed).containsOnlyKeys(ODD);
            assertHasRead(List.of("Table0"));
        }
    }

    @Test
    void a_refusal_of_all_costs_a_few_calls() throws Exception {
        for (int i = 0; i < 400; i++) {
            table("Table" + i, 10);
        }
        for (Part refusal : List.of(Part.error(403, "INSUFFICIENT_ACCESS"), Part.error(500, "UNKNOWN_EXCEPTION"))) {
            int before = meter.calls(Meter.Kind.DEFINITIONS);
            org.part(query -> Optional.of(refusal));
            assertThat(failure()).isNotNull();
            assertThat(failed).isEmpty();
            assertThat(meter.calls(Meter.Kind.DEFINITIONS) - before).isLessThan(20);
        }
    }

    @Test
    void rows_without_a_key_or_a_table_are_left_out_and_told() throws Exception {
        table("Table0", 3);
        table("Table1", 2);
        org.part(query -> Optional.of(new Part(
                200,
                org.answerWithoutLimit(query)
                        .body()
                        .replace("\"DurableId\":\"Table0.0001\"", "\"DurableId\":null")
                        .replace("\"QualifiedApiName\":\"Table1\"", "\"QualifiedApiName\":null"))));
        try (RawServer server = new RawServer(org)) {
            PackedRows rows = definitions().read(new TestSessions(server.url()), "59.0", query(), meter);
            assertThat(rows.rows()).hasSize(2);
            assertThat(rows.unusable()).hasSize(3);
            assertThat(rows.failed()).isEmpty();
        }
    }

    @Test
    void a_table_that_breaks_its_query_is_told_apart_by_halving() throws Exception {
        for (int i = 0; i < 30; i++) {
            table("Table" + i, 100);
        }
        for (String code : List.of("UNKNOWN_EXCEPTION", "QUERY_TIMEOUT", "UNABLE_TO_LOCK_ROW")) {
            org.part(query -> query.tables().contains(ODD) ? Optional.of(Part.error(500, code)) : Optional.empty());
            read.clear();
            failed.clear();
            read();
            assertThat(failed).containsOnlyKeys(ODD);
            assertThat(read).hasSize(29).doesNotContainKey(ODD);
        }
    }

    @Test
    void a_lock_that_passes_is_waited_for_in_halves() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        table("Table0", 10);
        table("Table1", 10);
        org.part(query ->
                calls.getAndIncrement() == 0 ? Optional.of(Part.error(400, "UNABLE_TO_LOCK_ROW")) : Optional.empty());
        read();
        assertHasRead(expected.keySet());
        assertThat(meter.calls(Meter.Kind.DEFINITIONS)).isEqualTo(3);
    }

    @Test
    void pages_of_html_and_replies_that_break_off_are_asked_for_again_in_halves() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            table("Table" + i, 1000);
        }
        org.call((exchange, right) -> switch (calls.getAndIncrement()) {
            case 0 -> {
                exchange.reply(200, "<html>Sign in</html>");
                yield true;
            }
            case 1 -> {
                exchange.reply(200, right.substring(0, right.length() / 2));
                yield true;
            }
            default -> false;
        });
        read();
        assertHasRead(expected.keySet());
    }

    @Test
    void an_org_that_fails_at_everything_ends_it() throws Exception {
        for (int i = 0; i < 400; i++) {
            table("Table" + i, 10);
        }
        org.part(query -> Optional.of(Part.error(500, "UNKNOWN_EXCEPTION")));
        assertThat(failure().failure()).isEqualTo(FailureCause.SERVER_ERROR);
        assertThat(meter.calls(Meter.Kind.DEFINITIONS)).isLessThan(75);
    }

    @Test
    void a_dead_session_is_renewed_once() throws Exception {
        for (int i = 0; i < 20; i++) {
            table("Table" + i, 1000);
        }
        org.call((exchange, right) -> {
            boolean dead = exchange.headers().get("Authorization").equals("Bearer token-0");
            if (dead) {
                exchange.reply(401, "[{\"errorCode\":\"INVALID_SESSION_ID\",\"message\":\"expired\"}]");
            }
            return dead;
        });
        read();
        assertHasRead(expected.keySet());
        assertThat(sessions.renewals()).isEqualTo(1);
    }

    @Test
    void without_a_call_left_what_was_read_is_handed_on() throws Exception {
        for (int i = 0; i < 30; i++) {
            table("Table" + i, 1500);
        }
        meter.most = 2;
        org.call((exchange, right) -> {
            Awaitility.await().until(() -> meter.calls(Meter.Kind.DEFINITIONS) == 2);
            return false;
        });
        assertThatThrownBy(this::read).isInstanceOf(CallBudgetExhausted.class);
        assertThat(read).as("five tables a call, one a query").hasSize(10);
        assertThat(failed).isEmpty();
    }

    @Test
    void quotes_and_backslashes_are_escaped() throws Exception {
        table("O'Brien__c", 3);
        table("C:\\d", 2);
        Part none = FakeDefinitions.page(List.of(), true);
        org.part(query -> Optional.of(none));
        read();
        assertThat(org.queries().get(0).tables()).containsExactlyInAnyOrder("O'Brien__c", "C:\\d");
        assertThat(org.queries().get(0).soql()).contains("'O\\'Brien__c'").contains("'C:\\\\d'");
    }

    @Test
    void all_of_it_can_be_had_at_once() throws Exception {
        table("Table0", 3);
        table("Table1", 2100);
        org.part(query ->
                query.tables().contains("Table1") ? Optional.of(org.answerWithoutLimit(query)) : Optional.empty());
        try (RawServer server = new RawServer(org)) {
            PackedRows rows = definitions().read(new TestSessions(server.url()), "59.0", query(), meter);
            assertThat(rows.rows()).hasSize(3);
            assertThat(rows.failed()).containsOnlyKeys("Table1");
        }
    }

    private void table(String name, int fields) {
        org.table(name, fields);
        expected.put(name, fields);
    }

    private Definitions definitions() {
        return clients.definitions(new TestConfig());
    }

    private PackedQuery query() {
        return new PackedQuery(
                Meter.Kind.DEFINITIONS,
                tooling,
                "FieldDefinition",
                List.of("DurableId", "EntityDefinition.QualifiedApiName", "BusinessStatus"),
                List.of("BusinessStatus"),
                "EntityDefinition.QualifiedApiName",
                "DurableId",
                expected.entrySet().stream()
                        .map(table -> new Item(table.getKey(), table.getValue()))
                        .toList());
    }

    private void read() throws Exception {
        try (RawServer server = new RawServer(org)) {
            sessions = new TestSessions(server.url());
            definitions().read(sessions, "59.0", query(), new Sink(), meter);
            assertThat(server.exchanges())
                    .extracting(RawServer.Exchange::path)
                    .containsOnly("/services/data/v59.0" + (tooling ? "/tooling" : "") + "/composite");
        }
    }

    private SalesforceException failure() {
        return catchThrowableOfType(SalesforceException.class, this::read);
    }

    private void assertHasRead(Iterable<String> tables) {
        assertThat(read.keySet()).containsExactlyInAnyOrderElementsOf(tables);
        read.forEach((table, keys) -> {
            FakeDefinitions.Query all = new FakeDefinitions.Query("", "", List.of(table), "", 0);
            assertThat(keys).as(table).containsExactlyElementsOf(org.matching(all));
        });
    }

    /** Tells rows by their table, and that only rows of what is told to be read come. */
    private final class Sink implements PackedSink {

        @Override
        public void read(List<String> values, List<Row> rows) {
            values.forEach(
                    value -> assertThat(read.put(value, new ArrayList<>())).isNull());
            HashSet<String> told = new HashSet<>(values);
            rows.forEach(row -> {
                String table = row.text("EntityDefinition.QualifiedApiName").orElseThrow();
                assertThat(told).contains(table);
                read.get(table).add(row.text("DurableId").orElseThrow());
            });
        }

        @Override
        public void failed(String value, SalesforceException why) {
            assertThat(failed.put(value, why.failure())).isNull();
        }

        @Override
        public boolean stopped() {
            return false;
        }
    }
}
