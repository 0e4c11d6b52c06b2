package io.orgscribe.extraction;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.catalog.CatalogFixture;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** Describes that cannot be kept or believed: each is the failure of its table at once, and of no other. */
@OrgscribeTest
class UnusableDescribesTest {

    private static final int TABLES = 30;
    private static final String TABLE = "Contact";
    private static final String FIELD = "{\"name\":\"Id\",\"label\":\"Id\",\"type\":\"id\",\"length\":18%s}";

    @Inject
    CatalogFixture catalog;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"name\":\"Contact\",\"odd\":1e200000",
                "\"name\":\"Contact\",\"odd\":{\"deep\":[-1e-200000]}",
                "\"name\":\"Contact\",\"recordTypeInfos\":[{\"recordTypeId\":1e200000}]",
                "\"name\":\"Contact\",\"childRelationships\":[{\"childSObject\":\"A\",\"field\":\"B\",\"odd\":1e200000}]",
            })
    void a_value_that_the_database_cannot_hold(String members) throws IOException {
        assertFailsAlone("{" + members + ",\"fields\":[" + FIELD.replace("%s", "") + "]}", "value_refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {",\"defaultValue\":1e200000", ",\"odd\":1e200000"})
    void a_value_of_a_field_that_the_database_cannot_hold(String member) throws IOException {
        assertFailsAlone("{\"name\":\"Contact\",\"fields\":[" + FIELD.replace("%s", member) + "]}", "value_refused");
    }

    @Test
    void a_name_that_no_index_holds() throws IOException {
        assertFailsAlone(
                "{\"name\":\"Contact\",\"fields\":["
                        + FIELD.replace("Id\",\"l", "x".repeat(5000) + "\",\"l").replace("%s", "") + "]}",
                "unreadable_reply");
    }

    @Test
    void a_describe_of_another_table_than_the_one_asked_for() throws IOException {
        assertFailsAlone("{\"name\":\"Account\",\"fields\":[" + FIELD.replace("%s", "") + "]}", "unreadable_reply");
    }

    /** It was read before, so that it has something to lose. */
    private void assertFailsAlone(String describe, String cause) throws IOException {
        assertThat(TestRuns.extract(connection).getString("status")).isEqualTo("succeeded");
        Map<String, JsonNode> before = tables();
        org.faults().onTable(TABLE, new Fault.Answer(200, "application/json", describe));

        JsonReply run = TestRuns.extract(connection, Map.of("mode", "full"));

        assertThat(run.getString("status")).as(run::prettify).isEqualTo("partial");
        assertThat(run.getInt("attempt")).isEqualTo(1);
        assertThat(List.of(run.getInt("tablesTotal"), run.getInt("tablesDone"), run.getInt("tablesFailed")))
                .containsExactly(TABLES, TABLES - 1, 1);
        assertThat(TestRuns.failures(run.getString("id")))
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure).containsEntry("table", TABLE).containsEntry("cause", cause));
        assertThat(tables()).isEqualTo(before);
        assertThat(ServedCatalog.changes(connection)).isEmpty();

        org.faults().clear();
        assertThat(TestRuns.extract(connection).getString("status")).isEqualTo("succeeded");
        assertThat(ServedCatalog.changes(connection)).isEmpty();
    }

    private Map<String, JsonNode> tables() throws IOException {
        return new TreeMap<>(ServedCatalog.tables(connection));
    }

    @ParameterizedTest
    @CsvSource({"null, incremental", "[], incremental", "[null], full"})
    void no_fields_of_a_table_that_had_some(String fields, String mode) throws IOException {
        TestRuns.extract(connection);
        int columns = ServedCatalog.columns(connection).size();
        // So that the describe is not answered with 304.
        org.edit().relabel(TABLE, "LastName", "Surname");
        org.faults()
                .onTable(
                        TABLE,
                        new Fault.Answer(200, "application/json", "{\"name\":\"Contact\",\"fields\":" + fields + "}"));

        JsonReply run = TestRuns.extract(connection, Map.of("mode", mode));

        assertThat(run.getString("status")).as(run::prettify).isEqualTo("partial");
        assertThat(List.of(run.getInt("tablesDone"), run.getInt("tablesFailed")))
                .containsExactly(TABLES - 1, 1);
        assertThat(TestRuns.failures(run.getString("id")))
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure).containsEntry("table", TABLE).containsEntry("cause", "unreadable_reply"));
        assertThat(ServedCatalog.columns(connection)).hasSize(columns);
        assertThat(ServedCatalog.changes(connection)).isEmpty();
    }

    /** What is refused only where the catalog itself is written ends the run, and not after twenty attempts. */
    @Test
    void what_the_catalog_refuses_ends_the_run_at_once() throws Exception {
        catalog.execute("ALTER TABLE catalog_column ADD CONSTRAINT refused CHECK (name <> 'Birthdate') NOT VALID");
        try {
            JsonReply run = TestRuns.extract(connection);

            assertThat(run.getString("status")).as(run::prettify).isEqualTo("failed");
            assertThat(run.getInt("attempt")).isEqualTo(1);
            assertThat(run.getString("error.cause")).isEqualTo("value_refused");
            assertThat(run.getString("error.message")).contains("SQLSTATE 23514");
        } finally {
            catalog.execute("ALTER TABLE catalog_column DROP CONSTRAINT refused");
        }
        assertThat(TestRuns.extract(connection).getString("status")).isEqualTo("succeeded");
        assertThat(new TreeSet<>(ServedCatalog.tables(connection).keySet())).hasSize(TABLES);
    }
}
