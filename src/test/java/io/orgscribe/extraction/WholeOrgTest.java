package io.orgscribe.extraction;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.OrgscribeTest;
import io.orgscribe.sampleorg.Evolution;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.SampleOrg;
import io.orgscribe.sampleorg.SampleOrgClient;
import io.orgscribe.sampleorg.SampleOrgSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** An org of 500 tables, its catalog and its changes compared with the org's describes as plain trees. */
@OrgscribeTest
class WholeOrgTest {

    private static final int TABLES = 500;

    private SampleOrg org;
    private SampleOrgClient client;
    private String connection;

    @BeforeEach
    void connect() throws IOException, InterruptedException {
        org = SampleOrg.start(SampleOrgSettings.standard().withPort(0).withTables(TABLES));
        client = new SampleOrgClient(org).loggedIn();
        connection = TestRuns.connect(org);
    }

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void an_evolution_is_recorded_change_by_change_and_nothing_else() throws IOException, InterruptedException {
        TestRuns.extract(connection);
        Map<String, JsonNode> before = client.describes();
        for (int step = 0; step < 2; step++) {
            List<Evolution> evolution = org.evolve();

            JsonPath run = TestRuns.extract(connection);

            Map<String, JsonNode> after = client.describes();
            List<JsonNode> changes = ServedCatalog.changes(connection).stream()
                    .filter(change -> change.get("runId").asText().equals(run.getString("id")))
                    .toList();
            assertThat(changes.stream().map(ExpectedChanges::text))
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(ExpectedChanges.between(before, after));
            evolution.forEach(told -> assertThat(changes).as(told.toString()).anyMatch(change -> tells(change, told)));
            holdsCatalog(after);
            before = after;
        }
    }

    @Test
    void twelve_tables_broken_in_six_ways_are_twelve_failures_and_the_others_are_right()
            throws IOException, InterruptedException {
        TestRuns.extract(connection);
        Map<String, JsonNode> before = client.describes();
        Map<String, String> broken = breakTables();
        org.edit().relabel("Account", "Industry", "Branch of industry");
        org.edit().relabel("Contact", "Title", "Job title");
        org.edit().relabel(broken.keySet().iterator().next(), "Id", "Not to be seen yet");

        JsonPath run = TestRuns.extract(connection);

        assertThat(run.getString("status")).isEqualTo("partial");
        assertThat(run.getInt("tablesDone")).isEqualTo(TABLES - 12);
        assertThat(run.getInt("tablesFailed")).isEqualTo(12);
        Map<String, String> causes = new TreeMap<>();
        TestRuns.failures(run.getString("id")).forEach(failure -> {
            causes.put((String) failure.get("table"), (String) failure.get("cause"));
            assertThat((String) failure.get("remedy")).isNotBlank();
        });
        assertThat(causes)
                .as(() -> TestRuns.failures(run.getString("id")).toString())
                .isEqualTo(broken);
        assertThat(ServedCatalog.changes(connection).stream().map(ExpectedChanges::text))
                .containsExactlyInAnyOrder(
                        "Account.Industry changed label: \"Industry\" -> \"Branch of industry\"",
                        "Contact.Title changed label: \"Title\" -> \"Job title\"");

        org.faults().clear();
        Map<String, JsonNode> after = client.describes();
        before.keySet().retainAll(broken.keySet());
        Map<String, JsonNode> expected = new HashMap<>(after);
        expected.putAll(before);
        holdsCatalog(expected);
        TestRuns.extract(connection);
        holdsCatalog(after);
    }

    /** Two tables each way; the cause that each must get. */
    private Map<String, String> breakTables() {
        List<Fault> ways = List.of(
                Fault.forbidden(),
                Fault.notFound(),
                Fault.serverError(),
                Fault.html(),
                new Fault.Truncated(50),
                new Fault.Reset(50));
        List<String> causes = List.of(
                "access_denied", "not_found", "server_error", "unreadable_reply", "connection_lost", "connection_lost");
        List<String> custom = org.tables().stream()
                .filter(name -> org.table(name).name().endsWith("__c"))
                .toList();
        Map<String, String> broken = new TreeMap<>();
        for (int i = 0; i < 12; i++) {
            // Far apart, so that they break many composites.
            String table = custom.get(i * (custom.size() / 12));
            org.faults().onTable(table, ways.get(i % 6));
            broken.put(table, causes.get(i % 6));
        }
        return broken;
    }

    private void holdsCatalog(Map<String, JsonNode> describes) {
        Map<String, JsonNode> tables = new TreeMap<>(ServedCatalog.tables(connection));
        Map<String, JsonNode> columns = ServedCatalog.columns(connection);
        assertThat(tables.keySet()).isEqualTo(new TreeSet<>(describes.keySet()));
        describes.forEach((name, describe) -> {
            Map<String, JsonNode> expected = ExpectedCatalog.table(describe);
            expected.remove("childRelationships");
            ExpectedCatalog.assertHolds(name, expected, tables.get(name));
            for (JsonNode field : describe.get("fields")) {
                String at = name + "." + field.get("name").asText();
                ExpectedCatalog.assertHolds(at, ExpectedCatalog.column(field, describe), columns.remove(at));
            }
        });
        assertThat(columns).isEmpty();
    }

    private static boolean tells(JsonNode change, Evolution told) {
        boolean sameTable = change.get("table").asText().equals(told.table());
        boolean sameColumn = change.path("column").isNull()
                ? told.field().isEmpty()
                : change.get("column").asText().equals(told.field());
        String kind = change.get("kind").asText();
        String attribute = change.path("attribute").asText();
        return switch (told.what()) {
            case FIELD_ADDED -> sameTable && sameColumn && kind.equals("added");
            case FIELD_REMOVED -> sameTable && sameColumn && kind.equals("removed");
            case TABLE_ADDED ->
                sameTable && kind.equals("added") && told.field().isEmpty();
            case TABLE_REMOVED, TABLE_RENAMED -> sameTable && kind.equals("removed");
            case LABEL -> sameTable && sameColumn && attribute.equals("label");
            case HELP_TEXT -> sameTable && sameColumn && attribute.equals("helpText");
            case TYPE -> sameTable && sameColumn && attribute.equals("nativeType");
            case LENGTH -> sameTable && sameColumn && attribute.equals("length");
            case FORMULA -> sameTable && sameColumn && attribute.equals("formula");
            case PICKLIST -> sameTable && sameColumn && attribute.startsWith("picklist");
            case REFERENCE_TO -> sameTable && sameColumn && attribute.equals("references");
            case RECORD_TYPES -> sameTable && sameColumn && attribute.equals("recordTypes");
            // They follow from the children's references, which are told as such.
            case CHILD_RELATIONSHIPS -> true;
        };
    }
}
