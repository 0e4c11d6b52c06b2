package io.orgscribe.extraction;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.samplemodel.DefinedField;
import io.orgscribe.samplemodel.Evolution;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.SampleOrgClient;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A whole org ({@code -Pendurance}: of 500 tables), its catalog and its changes compared with the org's describes as
 * plain trees.
 */
@OrgscribeTest
class WholeOrgTest {

    private static final int TABLES = Integer.getInteger("whole.tables", 200);
    /** A standard one, which no evolution takes. */
    private static final String HIDDEN_TABLE = "Campaign";

    private TestOrg org;
    private SampleOrgClient client;
    private String connection;
    private String neverSeenIn;

    @BeforeEach
    void connect() throws IOException, InterruptedException {
        org = TestOrg.start(TestOrgSettings.standard()
                .withPort(0)
                .withTables(TABLES)
                .withHiddenFields("Account.Phone", "Contact.Fax"));
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
        OrgTruth before = OrgTruth.of(org, client);
        Map<String, JsonNode> lastDescribes = new HashMap<>(before.describes());
        List<Consumer<List<Evolution>>> more = List.of(this::hideAndRename, this::showAgain);
        for (int step = 0; step < 2; step++) {
            List<Evolution> evolution = org.evolve();
            more.get(step).accept(evolution);

            JsonReply run = TestRuns.extract(connection);

            assertThat(run.getString("status")).isEqualTo("succeeded");
            assertThat(run.getList("notices")).isEmpty();
            OrgTruth after = OrgTruth.of(org, client);
            List<JsonNode> changes = ServedCatalog.changes(connection).stream()
                    .filter(change -> change.get("runId").asText().equals(run.getString("id")))
                    .toList();
            assertThat(changes.stream().map(ChangeTexts::text))
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(ExpectedChanges.between(before, after));
            evolution.forEach(told -> assertThat(changes).as(told.toString()).anyMatch(change -> tells(change, told)));
            lastDescribes.putAll(after.describes());
            lastDescribes.keySet().retainAll(after.tables().keySet());
            holdsCatalog(lastDescribes);
            holdsAnnotations(after);
            before = after;
        }
    }

    /** Fields and a table that the user sees no more, a field that the user has never seen, and one of a new name. */
    private void hideAndRename(List<Evolution> evolution) {
        org.edit().hideField("Account", "Industry");
        org.edit().hideTable(HIDDEN_TABLE);
        Set<String> evolved = evolution.stream().map(Evolution::table).collect(Collectors.toSet());
        String table = org.tables().stream()
                .filter(name -> name.endsWith("__c") && !evolved.contains(name) && textField(name) != null)
                .findFirst()
                .orElseThrow();
        org.edit().renameField(table, textField(table), "Renamed_For_Test__c");
        org.edit().addField(table, "Never_Seen__c string(80) \"Never Seen\"");
        org.edit().hideField(table, "Never_Seen__c");
        neverSeenIn = table;
    }

    private void showAgain(List<Evolution> evolution) {
        org.edit().unhideField("Account", "Industry");
        org.edit().unhideTable(HIDDEN_TABLE);
        org.edit().unhideField(neverSeenIn, "Never_Seen__c");
    }

    private String textField(String table) {
        return org.definedFields(table).stream()
                .filter(field -> field.id() != null && field.dataType().startsWith("Text("))
                .map(DefinedField::name)
                .findFirst()
                .orElse(null);
    }

    @Test
    void twelve_tables_broken_in_six_ways_are_twelve_failures_and_the_others_are_right()
            throws IOException, InterruptedException {
        TestRuns.extract(connection);
        Map<String, JsonNode> before = client.describes();
        Map<String, String> broken = breakTables();
        org.edit().relabel("Account", "Industry", "Branch of industry");
        org.edit().relabel("Contact", "Title", "Job title");
        broken.keySet().forEach(table -> org.edit().relabel(table, "Id", "Not to be seen yet"));

        JsonReply run = TestRuns.extract(connection);

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
        assertThat(ServedCatalog.changes(connection).stream().map(ChangeTexts::text))
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

    /** @param describes the last ones that the user has seen */
    private void holdsCatalog(Map<String, JsonNode> describes) {
        Map<String, JsonNode> tables = new TreeMap<>(ServedCatalog.tables(connection));
        Map<String, JsonNode> columns = ServedCatalog.columns(connection);
        assertThat(tables.keySet()).isEqualTo(new TreeSet<>(describes.keySet()));
        describes.forEach((name, describe) -> {
            Map<String, JsonNode> expected = ExpectedCatalog.table(describe);
            // With their descriptions, which are held apart.
            expected.remove("recordTypes");
            ExpectedCatalog.assertHolds(name, expected, tables.get(name));
            for (JsonNode field : describe.get("fields")) {
                String at = name + "." + field.get("name").asText();
                ExpectedCatalog.assertHolds(at, ExpectedCatalog.column(field, describe), columns.remove(at));
            }
        });
        assertThat(columns.values()).allMatch(column -> column.get("hidden").asBoolean());
    }

    private void holdsAnnotations(OrgTruth truth) {
        Map<String, JsonNode> tables = ServedCatalog.tables(connection);
        Map<String, JsonNode> columns = ServedCatalog.columns(connection);
        truth.tables().forEach((name, table) -> {
            Map<String, JsonNode> expected = ExpectedAnnotations.table(table);
            if (!table.hidden()) {
                expected.put(
                        "recordTypes",
                        ExpectedAnnotations.withDescriptions(
                                ExpectedCatalog.table(truth.describes().get(name))
                                        .get("recordTypes"),
                                table));
            }
            ExpectedCatalog.assertHolds(name, expected, tables.get(name));
            truth.fields().get(name).values().forEach(field -> {
                String at = name + "." + field.name();
                ExpectedCatalog.assertHolds(at, ExpectedAnnotations.column(field), columns.remove(at));
            });
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
            case TABLE_REMOVED -> sameTable && kind.equals("removed");
            case TABLE_RENAMED ->
                change.get("table").asText().equals(told.after())
                        && change.path("column").isNull()
                        && kind.equals("renamed");
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
