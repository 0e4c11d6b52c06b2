package io.orgscribe.extraction;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.samplemodel.DefinedField;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a run could not read: the next ones ask for it again, whatever Salesforce says of its date, and for little else.
 */
@OrgscribeTest
class PendingTest {

    private static final int TABLES = 30;
    private static final String TABLE = "Contact";

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
    void a_table_that_never_can_be_described_costs_the_next_runs_a_call_or_two() {
        org.faults().onTable(TABLE, Fault.serverError());
        JsonReply first = TestRuns.extract(connection);
        assertThat(failed(first)).containsExactly(TABLE);

        JsonReply second = TestRuns.extract(connection);
        JsonReply third = TestRuns.extract(connection, Map.of("mode", "quick"));

        for (JsonReply run : List.of(second, third)) {
            assertThat(failed(run)).containsExactly(TABLE);
            assertThat(run.getInt("bill.notModified")).as("the list of objects").isEqualTo(1);
            assertThat(run.getMap("bill.byKind")).doesNotContainKeys("definitions", "recordTypes", "rollUps");
            assertThat(run.getInt("bill.byKind.describe")).isLessThanOrEqualTo(3);
        }
        assertThat(ServedCatalog.tables(connection)).hasSize(TABLES - 1);
    }

    @Test
    void a_table_is_read_as_soon_as_it_can_be() {
        org.faults().onTable(TABLE, Fault.serverError());
        TestRuns.extract(connection);
        org.faults().clear();

        JsonReply run = TestRuns.extract(connection);

        assertThat(run.getString("status")).as(run::prettify).isEqualTo("succeeded");
        assertThat(run.getInt("bill.byKind.describe")).isEqualTo(1);
        assertThat(ServedCatalog.tables(connection)).hasSize(TABLES);
        holdsTruth();
        assertThat(TestRuns.extract(connection).getMap("bill.byKind")).doesNotContainKey("describe");
    }

    @Test
    void definitions_that_failed_are_read_by_the_next_run_though_the_describe_is_as_it_was() {
        TestRuns.extract(connection);
        DefinedField field = custom();
        org.edit().describeField(TABLE, field.name(), "New description");
        org.edit().relabel(TABLE, field.name(), "New label");
        org.breakQuery("FieldDefinition", TABLE, Fault.serverError());
        JsonReply partial = TestRuns.extract(connection);
        assertThat(failed(partial)).containsExactly(TABLE);
        assertThat(column(field.name()).get("label").asText()).isEqualTo("New label");
        assertThat(column(field.name()).get("description").asText()).isNotEqualTo("New description");
        org.faults().clear();

        JsonReply run = TestRuns.extract(connection);

        assertThat(run.getString("status")).isEqualTo("succeeded");
        assertThat(column(field.name()).get("description").asText()).isEqualTo("New description");
        holdsTruth();
    }

    @Test
    void a_new_field_of_a_table_that_could_not_be_described_is_not_taken_for_a_hidden_one() {
        TestRuns.extract(connection);
        org.edit().addField(TABLE, "Brand_new__c string(20) \"Brand New\"");
        org.faults().onTable(TABLE, Fault.serverError());
        assertThat(failed(TestRuns.extract(connection))).containsExactly(TABLE);
        assertThat(ServedCatalog.changes(connection)).isEmpty();
        org.faults().clear();

        TestRuns.extract(connection);

        assertThat(ServedCatalog.changes(connection))
                .extracting(change ->
                        change.get("column").asText() + " " + change.get("kind").asText())
                .contains("Brand_new__c added")
                .noneMatch(change -> change.contains("hidden") || change.contains("restored"));
        holdsTruth();
    }

    @Test
    void what_was_edited_while_a_table_was_left_out_is_seen_when_it_comes_back() {
        TestRuns.extract(connection);
        TestRuns.patch(connection, "filter", Map.of("exclude", List.of(TABLE)));
        TestRuns.extract(connection);
        DefinedField field = custom();
        org.edit().describeField(TABLE, field.name(), "Described meanwhile");
        TestRuns.extract(connection);
        TestRuns.patch(connection, "filter", Collections.singletonMap("exclude", null));

        TestRuns.extract(connection);

        assertThat(column(field.name()).get("description").asText()).isEqualTo("Described meanwhile");
        holdsTruth();
    }

    @Test
    void a_roll_up_that_never_can_be_read_is_asked_for_with_its_table_alone() {
        DefinedField rollUp = org.definedTables().stream()
                .flatMap(table -> org.definedFields(table.name()).stream())
                .filter(field -> field.rollUp() != null)
                .findFirst()
                .orElseThrow();
        org.breakPart("/CustomField/" + rollUp.id().substring(0, 15), Fault.serverError());
        JsonReply first = TestRuns.extract(connection);
        assertThat(failed(first)).containsExactly(rollUp.table());

        JsonReply second = TestRuns.extract(connection);

        assertThat(failed(second)).containsExactly(rollUp.table());
        assertThat(second.getInt("bill.byKind.definitions")).isLessThan(first.getInt("bill.byKind.definitions"));
        org.faults().clear();
        assertThat(TestRuns.extract(connection).getString("status")).isEqualTo("succeeded");
        JsonNode read = ServedCatalog.columns(connection).get(rollUp.table() + "." + rollUp.name());
        assertThat(read.get("rollUp").get("table").asText())
                .isEqualTo(rollUp.rollUp().table());
    }

    @Test
    void what_became_of_a_table_that_is_gone_is_found_out_by_the_next_run_where_its_definition_could_not_be_read() {
        TestRuns.extract(connection);
        org.edit().removeTable(TABLE);
        org.breakQuery("EntityDefinition", TABLE, Fault.serverError());
        assertThat(failed(TestRuns.extract(connection))).containsExactly(TABLE);
        assertThat(ServedCatalog.tables(connection)).containsKey(TABLE);
        org.faults().clear();

        JsonReply run = TestRuns.extract(connection);

        assertThat(run.getString("status")).as(run::prettify).isEqualTo("succeeded");
        assertThat(ServedCatalog.changes(connection).stream()
                        .filter(change -> change.get("table").asText().equals(TABLE)))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.get("kind").asText()).isEqualTo("removed");
                    assertThat(change.get("presumed").asBoolean()).isFalse();
                });
    }

    @Test
    void records_that_cannot_be_counted_keep_nothing_else_from_being_read() {
        org.faults().onPath("/limits/recordCount", Fault.serverError());

        JsonReply run = TestRuns.extract(connection);

        assertThat(run.getString("status")).as(run::prettify).isEqualTo("succeeded");
        assertThat(run.getList("notices", String.class))
                .singleElement()
                .satisfies(notice -> assertThat(notice).startsWith("Not read: record counts. "));
        assertThat(ServedCatalog.tables(connection)).hasSize(TABLES);
        holdsTruth();
    }

    private static List<Object> failed(JsonReply run) {
        return TestRuns.failures(run.getString("id")).stream()
                .map(failure -> failure.get("table"))
                .toList();
    }

    private DefinedField custom() {
        return org.definedFields(TABLE).stream()
                .filter(field -> field.id() != null && field.namespace() == null && field.rollUp() == null)
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    private JsonNode column(String name) {
        return ServedCatalog.columns(connection).get(TABLE + "." + name);
    }

    private void holdsTruth() {
        Map<String, JsonNode> columns = ServedCatalog.columns(connection);
        for (DefinedField field : org.definedFields(TABLE)) {
            String at = TABLE + "." + field.name();
            ExpectedCatalog.assertHolds(at, ExpectedAnnotations.column(field), columns.get(at));
        }
    }
}
