package io.orgscribe.extraction;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.samplemodel.DefinedField;
import io.orgscribe.samplemodel.DefinedTable;
import io.orgscribe.samplemodel.RollUp;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** What an earlier run has read of definitions stays while a part of them cannot be read, and nothing looks removed. */
@OrgscribeTest
class KeptDefinitionsTest {

    private static final String JSON = "application/json;charset=UTF-8";
    private static final Fault NOTHING = new Fault.Answer(200, JSON, "{\"totalSize\":0,\"done\":true,\"records\":[]}");

    private TestOrg org;
    private String connection;

    @BeforeEach
    void connect() {
        org = TestOrg.start(
                TestOrgSettings.standard().withPort(0).withTables(60).withHiddenFields("Account.Phone"));
        connection = TestRuns.connect(org);
        assertThat(TestRuns.extract(connection).getString("status")).isEqualTo("succeeded");
    }

    @AfterEach
    void close() {
        org.close();
    }

    /** The definition of the hidden column, or another one of its table, or one that does not tell of which it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"DurableId\":\"Account\\.Phone\"",
                "\"QualifiedApiName\":\"Phone\"",
                "\"DurableId\":\"Account\\.Industry\"",
                "\"DurableId\":\"[^\"]*Phone\"",
            })
    void a_hidden_column_stays_where_a_definition_is_of_no_use(String struck) {
        org.breakPart(
                "FROM%20FieldDefinition%20WHERE", new Fault.Rewritten(struck, struck.replaceFirst(":.*", ":null")));

        JsonReply run = TestRuns.extract(connection, Map.of("mode", "full"));

        assertThat(run.getList("notices", String.class).toString()).contains("Left out: ", "FieldDefinition");
        assertThat(ServedCatalog.changes(connection)).isEmpty();
        assertThat(ServedCatalog.columns(connection)
                        .get("Account.Phone")
                        .get("hidden")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_column_that_becomes_hidden_meanwhile_is_not_removed() {
        org.edit().hideField("Account", "Fax");
        org.breakPart(
                "FROM%20FieldDefinition%20WHERE",
                new Fault.Rewritten("\"DurableId\":\"Account\\.Industry\"", "\"DurableId\":null"));

        TestRuns.extract(connection, Map.of("mode", "full"));

        assertThat(ServedCatalog.columns(connection)
                        .get("Account.Fax")
                        .get("hidden")
                        .asBoolean())
                .isTrue();
        assertThat(kinds()).containsExactly("hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FROM%20CustomField%20WHERE%20TableEnumOrId", "FROM%20FieldDefinition%20"})
    void a_table_that_becomes_hidden_while_columns_cannot_be_read_is_not_removed(String query) {
        String table = org.definedTables().stream()
                .map(DefinedTable::name)
                .filter(name -> name.endsWith("__c"))
                .findFirst()
                .orElseThrow();
        org.edit().hideTable(table);
        org.breakPart(query, Fault.serverError());

        assertThat(TestRuns.extract(connection, Map.of("mode", "full")).getString("status"))
                .isEqualTo("partial");

        JsonNode hidden = ServedCatalog.tables(connection).get(table);
        assertThat(hidden.get("hidden").asBoolean()).as(hidden::toString).isTrue();
        assertThat(hidden.get("recordTypes"))
                .isEqualTo(ServedCatalog.tables(connection).get(table).get("recordTypes"));
        assertThat(kinds()).doesNotContain("removed");
    }

    @Test
    void record_types_of_which_none_comes_stay() {
        Map<String, JsonNode> before = ServedCatalog.tables(connection);
        for (Fault fault : List.of(NOTHING, Fault.notFound(), Fault.serverError())) {
            org.breakPart("FROM%20RecordType%20", fault);
            TestRuns.extract(connection, Map.of("mode", "full"));
            org.faults().clear();
            assertThat(ServedCatalog.changes(connection)).as(fault.toString()).isEmpty();
        }

        assertThat(ServedCatalog.tables(connection))
                .allSatisfy((name, table) -> assertThat(table.get("recordTypes"))
                        .as(name)
                        .isEqualTo(before.get(name).get("recordTypes")));
    }

    @Test
    void a_roll_up_that_is_not_found_stays() {
        DefinedField edited = org.definedTables().stream()
                .flatMap(table -> org.definedFields(table.name()).stream())
                .filter(field -> field.rollUp() != null)
                .findFirst()
                .orElseThrow();
        JsonNode before = rollUp(edited);
        RollUp now = edited.rollUp();
        org.edit()
                .changeRollUp(
                        edited.table(),
                        edited.name(),
                        new RollUp(now.table(), "count", now.field(), now.foreignKey(), List.of()));
        org.breakPart("/tooling/sobjects/CustomField/", Fault.notFound());

        JsonReply run = TestRuns.extract(connection);

        assertThat(run.getMap("bill.byKind")).containsKey("rollUps");
        assertThat(rollUp(edited)).isEqualTo(before);
        org.faults().clear();
        TestRuns.extract(connection);
        assertThat(rollUp(edited).get("operation").asText()).isEqualTo("count");
    }

    private JsonNode rollUp(DefinedField field) {
        return ServedCatalog.columns(connection)
                .get(field.table() + "." + field.name())
                .get("rollUp");
    }

    /** One that is not told is as it was, and the list is looked at again. */
    @Test
    void a_table_of_which_it_is_not_told_whether_it_is_customizable_is_as_it_was() {
        TestRuns.patch(connection, "filter", Map.of("customizableOnly", true));
        TestRuns.extract(connection, Map.of("mode", "full"));
        Set<String> before = ServedCatalog.tables(connection).keySet();
        String satellite = org.tables().stream()
                .filter(name -> !before.contains(name))
                .findFirst()
                .orElseThrow();
        for (Fault fault : List.of(Fault.error(400, "MALFORMED_QUERY", "x"), Fault.serverError())) {
            org.breakQuery("EntityDefinition", satellite, fault);
            TestRuns.extract(connection, Map.of("mode", "full"));
            org.faults().clear();
            assertThat(ServedCatalog.tables(connection).keySet())
                    .as(fault.toString())
                    .isEqualTo(before);
        }
        org.breakResource("/tooling/composite", Fault.notFound());
        TestRuns.extract(connection, Map.of("mode", "full"));
        assertThat(ServedCatalog.tables(connection).keySet()).isEqualTo(before);
    }

    private List<String> kinds() {
        return ServedCatalog.changes(connection).stream()
                .map(change -> change.get("kind").asText())
                .distinct()
                .toList();
    }
}
