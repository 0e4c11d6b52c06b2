package io.orgscribe.extraction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.samplemodel.DefinedField;
import io.orgscribe.samplemodel.DefinedTable;
import io.orgscribe.samplemodel.RollUp;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** What definitions say, compared with the sample org's own truth, and what becomes of it as the org changes. */
@OrgscribeTest
class AnnotationTest {

    private TestOrg org;
    private String connection;

    @BeforeEach
    void connect() {
        org = TestOrg.start(
                TestOrgSettings.standard().withPort(0).withTables(100).withHiddenFields("Account.Phone"));
        connection = TestRuns.connect(org);
        JsonReply run = TestRuns.extract(connection);
        assertThat(run.getString("status")).as(run::prettify).isEqualTo("succeeded");
        assertThat(run.getList("notices")).isEmpty();
    }

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void every_annotation_is_as_the_org_has_it() {
        assertThat(org.definedTables()).isNotEmpty();
        holdsTruth();
    }

    @Test
    void a_field_that_only_its_definition_shows_is_a_hidden_column() {
        JsonNode phone = column("Account.Phone");

        assertThat(phone.get("hidden").asBoolean()).isTrue();
        assertThat(phone.get("hiddenReason").asText()).isEqualTo("not_visible_to_user");
        assertThat(phone.get("type").asText()).isEqualTo("phone");
        assertThat(phone.get("label").asText())
                .isEqualTo(defined("Account", "Phone").label());
        assertThat(changes()).isEmpty();
    }

    @Test
    void a_field_is_hidden_and_restored_and_never_removed() {
        JsonNode before = column("Account.Industry");
        org.edit().hideField("Account", "Industry");
        TestRuns.extract(connection);
        JsonNode hidden = column("Account.Industry");
        assertThat(hidden.get("hidden").asBoolean()).isTrue();
        assertThat(hidden.get("removedAt").isNull()).isTrue();
        assertThat(hidden.get("id")).isEqualTo(before.get("id"));
        assertThat(hidden.get("picklist")).as("what was known stays").isEqualTo(before.get("picklist"));
        assertThat(changes()).containsExactly("Account.Industry hidden");

        org.edit().unhideField("Account", "Industry");
        TestRuns.extract(connection);
        assertThat(column("Account.Industry").get("hidden").asBoolean()).isFalse();
        assertThat(changes()).containsExactly("Account.Industry hidden", "Account.Industry restored");
    }

    @Test
    void a_table_is_hidden_and_restored_and_never_removed() {
        String table = customTable();
        org.edit().hideTable(table);
        TestRuns.extract(connection);
        JsonNode hidden = ServedCatalog.tables(connection).get(table);
        assertThat(hidden.get("hidden").asBoolean()).isTrue();
        assertThat(hidden.get("removedAt").isNull()).isTrue();

        org.edit().unhideTable(table);
        TestRuns.extract(connection);
        assertThat(ServedCatalog.tables(connection).get(table).get("hidden").asBoolean())
                .isFalse();
        assertThat(changes().stream().filter(change -> change.startsWith(table + " ")))
                .containsExactly(table + " hidden", table + " restored");
    }

    @Test
    void an_edit_of_a_hidden_table_is_seen() {
        String table = customTable();
        org.edit().hideTable(table);
        TestRuns.extract(connection);
        DefinedField field = customField(table);
        org.edit().describeField(table, field.name(), "Described while hidden");

        JsonReply run = TestRuns.extract(connection);

        assertThat(run.getInt("bill.notModified")).as("the list of objects").isEqualTo(1);
        assertThat(column(table + "." + field.name()).get("description").asText())
                .isEqualTo("Described while hidden");
    }

    @Test
    void removals_are_confirmed_by_definitions() {
        String table = customTable();
        String field = customField(table).name();
        org.edit().removeField(table, field);
        TestRuns.extract(connection);
        JsonNode removed = ServedCatalog.changes(connection).get(0);
        assertThat(removed.get("kind").asText()).isEqualTo("removed");
        assertThat(removed.get("presumed").asBoolean()).isFalse();

        org.edit().removeTable(table);
        TestRuns.extract(connection);
        assertThat(ServedCatalog.changes(connection).stream()
                        .filter(change -> change.get("table").asText().equals(table)
                                && change.path("column").isNull()))
                .singleElement()
                .matches(change -> change.get("kind").asText().equals("removed")
                        && !change.get("presumed").asBoolean());
    }

    @Test
    void a_custom_field_and_a_custom_table_are_renamed_and_stay_what_they_were() {
        String table = customTable();
        String field = customField(table).name();
        JsonNode before = column(table + "." + field);
        org.edit().renameField(table, field, "Renamed_for_test__c");
        TestRuns.extract(connection);
        JsonNode after = column(table + ".Renamed_for_test__c");
        assertThat(after.get("id")).isEqualTo(before.get("id"));
        assertThat(ServedCatalog.columns(connection)).doesNotContainKey(table + "." + field);
        assertThat(changes()).contains(table + ".Renamed_for_test__c renamed name");

        JsonNode tableBefore = ServedCatalog.tables(connection).get(table);
        org.edit().renameTable(table, "Renamed_table__c");
        TestRuns.extract(connection);
        assertThat(ServedCatalog.tables(connection).get("Renamed_table__c").get("id"))
                .isEqualTo(tableBefore.get("id"));
        assertThat(column("Renamed_table__c.Renamed_for_test__c").get("id")).isEqualTo(before.get("id"));
        assertThat(changes()).contains("Renamed_table__c renamed name");
    }

    @Test
    void an_edit_that_no_describe_shows_is_seen_with_who_made_it_and_when() {
        String table = customTable();
        DefinedField field = customField(table);
        org.editAs("Ada Lovelace").describeField(table, field.name(), "Quotes ' and \\ and\nlines");
        org.editAs("Ada Lovelace").classify(table, field.name(), List.of("GDPR", "PII"), "Restricted");
        org.resetBill();

        JsonReply run = TestRuns.extract(connection);

        assertThat(run.getInt("apiCalls")).isLessThanOrEqualTo(10);
        List<JsonNode> changes = ServedCatalog.changes(connection);
        assertThat(changes).isNotEmpty().allSatisfy(change -> {
            assertThat(change.get("cause").asText()).isEqualTo("edit");
            assertThat(change.get("changedBy").asText()).isEqualTo("Ada Lovelace");
            assertThat(Instant.parse(change.get("changedAt").asText()))
                    .isEqualTo(defined(table, field.name()).modifiedAt());
        });
        assertThat(column(table + "." + field.name()).get("description").asText())
                .isEqualTo("Quotes ' and \\ and\nlines");
        holdsTruth();
    }

    @Test
    void custom_fields_of_tasks_and_events_are_those_of_activity() {
        for (String table : List.of("Task", "Event")) {
            org.edit().addField(table, "Mood__c string(20) \"Mood\"");
        }
        TestRuns.extract(connection);
        holdsTruth();

        for (String table : List.of("Task", "Event")) {
            org.editAs("Ada Lovelace").describeField(table, "Mood__c", "How it went");
        }
        TestRuns.extract(connection);

        assertThat(ServedCatalog.changes(connection).stream()
                        .filter(change -> change.path("attribute").asText().equals("description")))
                .extracting(change -> change.get("table").asText() + " "
                        + change.get("changedBy").asText())
                .containsExactlyInAnyOrder("Task Ada Lovelace", "Event Ada Lovelace");
        holdsTruth();
    }

    @Test
    void what_has_no_date_is_seen_when_all_annotations_are_read_again() {
        org.edit().classify("Contact", "Email", List.of("CCPA"), "MissionCritical");
        TestRuns.extract(connection);
        assertThat(changes()).as("standard fields have no date to ask for").isEmpty();

        TestRuns.extract(connection, Map.of("mode", "full"));

        assertThat(changes())
                .contains("Contact.Email changed securityClassification")
                .allMatch(change -> change.startsWith("Contact.Email changed "));
        holdsTruth();
    }

    @Test
    void a_roll_up_is_read_again_when_its_date_moves_and_not_otherwise() {
        DefinedField rollUp = org.definedTables().stream()
                .flatMap(table -> org.definedFields(table.name()).stream())
                .filter(field -> field.rollUp() != null)
                .findFirst()
                .orElseThrow();
        JsonReply unchanged = TestRuns.extract(connection, Map.of("mode", "full"));
        assertThat(unchanged.getMap("bill.byKind")).doesNotContainKey("rollUps");
        org.edit()
                .changeRollUp(
                        rollUp.table(),
                        rollUp.name(),
                        new RollUp(
                                rollUp.rollUp().table(),
                                "max",
                                rollUp.rollUp().field(),
                                rollUp.rollUp().foreignKey(),
                                List.of()));

        TestRuns.extract(connection);

        assertThat(changes()).contains(rollUp.table() + "." + rollUp.name() + " changed rollUp");
        holdsTruth();
    }

    @Test
    void what_is_said_of_a_table_is_read_whole_or_left_as_it_was() {
        DefinedTable typed = org.definedTables().stream()
                .filter(table -> table.recordTypes().stream().anyMatch(type -> type.description() != null))
                .findFirst()
                .orElseThrow();
        DefinedTable custom = org.definedTables().stream()
                .filter(table -> table.description() != null && "installed".equals(table.manageableState()))
                .filter(table -> !table.name().equals(typed.name()))
                .findFirst()
                .orElseThrow();
        org.breakQuery("RecordType", typed.name(), Fault.serverError());
        org.breakQuery("CustomObject", custom.durableId(), Fault.serverError());

        JsonReply run = TestRuns.extract(connection, Map.of("mode", "full"));

        assertThat(run.getString("status")).as(run::prettify).isEqualTo("partial");
        assertThat(TestRuns.failures(run.getString("id")))
                .extracting(failure -> (String) failure.get("table"))
                .containsExactlyInAnyOrder(typed.name(), custom.name());
        assertThat(changes()).isEmpty();
        holdsTruth();
    }

    @Test
    void dependent_picklists_name_the_controlling_values() {
        Map<String, JsonNode> columns = ServedCatalog.columns(connection);
        List<JsonNode> dependent = columns.values().stream()
                .filter(column -> column.at("/native/controllerName").isTextual())
                .toList();
        assertThat(dependent).isNotEmpty();
        for (JsonNode column : dependent) {
            List<String> controlling = new ArrayList<>();
            columns.get(column.get("table").asText() + "."
                            + column.at("/native/controllerName").asText())
                    .get("picklist")
                    .forEach(entry -> controlling.add(entry.get("value").asText()));
            assertThat(column.get("picklist")).allSatisfy(entry -> {
                List<String> valid = new ArrayList<>();
                entry.get("validFor").forEach(value -> valid.add(value.asText()));
                assertThat(controlling).containsAll(valid);
                assertThat(valid).isNotEmpty();
            });
        }
    }

    private void holdsTruth() {
        Map<String, JsonNode> tables = ServedCatalog.tables(connection);
        Map<String, JsonNode> columns = ServedCatalog.columns(connection);
        for (DefinedTable table : org.definedTables()) {
            JsonNode served = tables.get(table.name());
            ExpectedCatalog.assertHolds(table.name(), ExpectedAnnotations.table(table), served);
            assertThat(served.get("recordTypes"))
                    .as(table.name())
                    .isEqualTo(ExpectedAnnotations.withDescriptions(withoutDescriptions(served), table));
            for (DefinedField field : org.definedFields(table.name())) {
                String at = table.name() + "." + field.name();
                Map<String, JsonNode> expected = ExpectedAnnotations.column(field);
                expected.put(
                        "formula",
                        field.hidden() || field.formula() == null
                                ? NullNode.instance
                                : TextNode.valueOf(field.formula()));
                ExpectedCatalog.assertHolds(at, expected, columns.get(at));
            }
        }
    }

    private static JsonNode withoutDescriptions(JsonNode table) {
        JsonNode types = table.get("recordTypes").deepCopy();
        types.forEach(type -> ((ObjectNode) type).remove("description"));
        return types;
    }

    private JsonNode column(String name) {
        return ServedCatalog.columns(connection).get(name);
    }

    private List<String> changes() {
        return ServedCatalog.changes(connection).stream()
                .map(change -> change.get("table").asText()
                        + (change.path("column").isTextual()
                                ? "." + change.get("column").asText()
                                : "") + " "
                        + change.get("kind").asText()
                        + (change.path("attribute").isTextual()
                                ? " " + change.get("attribute").asText()
                                : ""))
                .sorted()
                .toList();
    }

    private DefinedField defined(String table, String field) {
        return org.definedFields(table).stream()
                .filter(defined -> defined.name().equals(field))
                .findFirst()
                .orElseThrow();
    }

    /** A custom table without a namespace that no other table refers to. */
    private String customTable() {
        Set<String> dataTypes = org.tables().stream()
                .flatMap(table -> org.definedFields(table).stream())
                .map(field -> Objects.requireNonNullElse(field.dataType(), ""))
                .collect(Collectors.toSet());
        return org.definedTables().stream()
                .filter(table -> table.id() != null
                        && table.namespace() == null
                        && table.name().endsWith("__c"))
                .filter(table -> dataTypes.stream().noneMatch(type -> type.contains("(" + table.label() + ")")))
                .map(DefinedTable::name)
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    private DefinedField customField(String table) {
        return org.definedFields(table).stream()
                .filter(field -> field.id() != null && field.namespace() == null && field.rollUp() == null)
                .filter(field -> field.dataType().startsWith("Text"))
                .findFirst()
                .orElseThrow();
    }
}
