package io.orgscribe.extraction;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.samplemodel.DefinedTable;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.SampleOrgClient;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Tables that a connection leaves out are not paid for; a dry run tells what each choice saves. */
@OrgscribeTest
class FilterTest {

    private static final int TABLES = 120;

    private TestOrg org;
    private String connection;

    @BeforeEach
    void connect() {
        org = TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(TABLES));
        connection = TestRuns.connect(org);
    }

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void names_and_kinds_are_left_out_before_any_describe() {
        filter(Map.of("include", List.of("A*", "Contact"), "exclude", List.of("*Feed"), "kinds", List.of("standard")));

        JsonReply run = TestRuns.extract(connection);

        Set<String> tables = ServedCatalog.tables(connection).keySet();
        assertThat(tables)
                .contains("Account", "Contact")
                .allMatch(name -> name.startsWith("A") || name.equals("Contact"));
        assertThat(run.getInt("tablesTotal")).isEqualTo(tables.size());
        assertThat(run.getInt("bill.byKind.describe")).isEqualTo((tables.size() + 24) / 25);
    }

    @Test
    void only_customizable_tables_are_read() {
        filter(Map.of("customizableOnly", true));

        JsonReply run = TestRuns.extract(connection);

        Set<String> customizable = org.definedTables().stream()
                .filter(DefinedTable::customizable)
                .map(DefinedTable::name)
                .collect(Collectors.toSet());
        assertThat(customizable.size()).isBetween(1, TABLES - 1);
        assertThat(ServedCatalog.tables(connection).keySet()).isEqualTo(customizable);
        assertThat(run.getInt("bill.byKind.describe")).isEqualTo((customizable.size() + 24) / 25);
    }

    @Test
    void only_tables_with_records_and_their_satellites_are_read() throws Exception {
        filter(Map.of("withRecordsOnly", true));

        TestRuns.extract(connection);

        Set<String> having = new SampleOrgClient(org)
                .loggedIn().recordCounts().entrySet().stream()
                        .filter(count -> count.getValue() > 0)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        assertThat(having).isNotEmpty();
        Map<String, JsonNode> tables = ServedCatalog.tables(connection);
        assertThat(tables.size()).isLessThan(TABLES);
        assertThat(tables.keySet()).containsAll(having);
        assertThat(tables.values())
                .allMatch(table -> having.contains(table.get("name").asText())
                        || having.contains(table.path("mainTable").asText()));
        assertThat(tables.values())
                .allMatch(table -> !having.contains(table.get("name").asText())
                        || table.get("recordCount").asLong() > 0);
    }

    @Test
    void a_table_that_gets_its_first_record_is_let_in_for_one_describe_call_though_the_list_is_as_it_was() {
        filter(Map.of("withRecordsOnly", true));
        counts("{\"name\":\"Account\",\"count\":3},{\"name\":\"Contact\",\"count\":4}");
        TestRuns.extract(connection);
        assertThat(ServedCatalog.tables(connection))
                .containsKeys("Account", "Contact")
                .doesNotContainKey("Lead");

        counts("{\"name\":\"Account\",\"count\":3},{\"name\":\"Lead\",\"count\":1}");
        JsonReply run = TestRuns.extract(connection);

        assertThat(ServedCatalog.tables(connection))
                .containsKeys("Account", "Lead")
                .doesNotContainKey("Contact");
        assertThat(run.getInt("bill.byKind.describe")).isEqualTo(1);
        assertThat(run.getInt("bill.notModified")).isZero();
        counts("{\"name\":\"Account\",\"count\":3},{\"name\":\"Contact\",\"count\":1}");
        assertThat(TestRuns.extract(connection).getInt("bill.notModified"))
                .as("excluded ones that come back are asked for on condition")
                .isPositive();
        assertThat(ServedCatalog.tables(connection))
                .containsKeys("Account", "Contact")
                .doesNotContainKey("Lead");
    }

    private void counts(String sObjects) {
        org.faults().clear();
        org.faults()
                .onPath(
                        "/limits/recordCount",
                        new Fault.Answer(200, "application/json", "{\"sObjects\":[" + sObjects + "]}"));
    }

    @Test
    void what_is_left_out_later_is_excluded_and_comes_back_as_it_was_for_no_describe() {
        TestRuns.extract(connection);
        Map<String, JsonNode> before = ServedCatalog.tables(connection);
        filter(Map.of("kinds", List.of("standard", "custom")));
        TestRuns.extract(connection);
        assertThat(ServedCatalog.tables(connection).size()).isLessThan(before.size());

        filter(Map.of());
        JsonReply run = TestRuns.extract(connection);

        assertThat(ServedCatalog.tables(connection)).isEqualTo(before);
        assertThat(ServedCatalog.changes(connection)).isEmpty();
        assertThat(run.getInt("bill.notModified")).as("asked for on condition").isEqualTo(TABLES);
    }

    @Test
    void a_dry_run_of_a_new_connection_costs_one_call_and_runs_nothing() {
        JsonReply dry = TestRuns.dryRun(connection, Map.of());

        assertThat(org.bill().counted()).isEqualTo(1);
        assertThat(dry.getInt("spent")).isEqualTo(1);
        assertThat(dry.getInt("tables")).isEqualTo(TABLES);
        assertThat(given().get("/api/v1/connections/" + connection + "/runs")
                        .as(JsonReply.class)
                        .getList("items"))
                .isEmpty();
        int calls = TestRuns.extract(connection).getInt("apiCalls");
        assertThat(dry.getInt("calls.atLeast")).isBetween(calls * 8 / 10, calls * 12 / 10);
    }

    @Test
    void a_dry_run_knows_what_a_run_will_cost_and_what_each_choice_would_save() {
        TestRuns.extract(connection);
        org.resetBill();

        JsonReply full = TestRuns.dryRun(connection, Map.of("mode", "full"));
        JsonReply incremental = TestRuns.dryRun(connection, Map.of());

        assertThat(org.bill().counted()).isZero();
        assertThat(full.getInt("spent")).isZero();
        int sum = 0;
        for (int atMost : full.getList("stages.calls.atMost", Integer.class)) {
            sum += atMost;
        }
        assertThat(full.getInt("calls.atMost")).isEqualTo(sum);
        assertThat(incremental.getInt("calls.atLeast")).isEqualTo(5);
        assertThat(TestRuns.extract(connection).getInt("apiCalls")).isEqualTo(5);
        assertThat(TestRuns.extract(connection, Map.of("mode", "full")).getInt("apiCalls"))
                .isBetween(full.getInt("calls.atLeast") - 2, full.getInt("calls.atMost") + 2);

        List<String> filters = full.getList("savings.filter", String.class);
        assertThat(filters).contains("customizableOnly", "withRecordsOnly", "kinds without history");
        Map<String, Integer> saved = new HashMap<>();
        for (int i = 0; i < filters.size(); i++) {
            saved.put(filters.get(i), full.getInt("savings[" + i + "].tables"));
        }
        filter(Map.of("customizableOnly", true));
        TestRuns.extract(connection);
        assertThat(TABLES - ServedCatalog.tables(connection).size()).isEqualTo(saved.get("customizableOnly"));
    }

    private void filter(Map<String, Object> filter) {
        Map<String, Object> all = new HashMap<>();
        for (String member : List.of("include", "exclude", "kinds", "customizableOnly", "withRecordsOnly")) {
            all.put(member, filter.get(member));
        }
        TestRuns.patch(connection, "filter", all);
    }
}
