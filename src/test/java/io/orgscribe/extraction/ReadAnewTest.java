package io.orgscribe.extraction;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agroal.api.AgroalDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** What makes a run read everything anew by itself, what it says of the differences, and what it does without. */
@OrgscribeTest
class ReadAnewTest {

    private static final int TABLES = 30;

    @Inject
    AgroalDataSource database;

    private TestOrg org;
    private String connection;

    @BeforeEach
    void connect() {
        org = TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(TABLES));
        connection = TestRuns.connect(org);
        TestRuns.extract(connection);
    }

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void a_release_explains_the_differences_of_its_first_run() {
        org.nextApiVersion();
        org.edit().relabel("Account", "Industry", "Branch");

        JsonReply run = TestRuns.extract(connection);

        assertThat(run.getInt("bill.notModified")).isZero();
        assertThat(run.getInt("bill.byKind.describe")).isEqualTo((TABLES + 24) / 25);
        assertThat(run.getList("notices", String.class))
                .singleElement()
                .asString()
                .contains("read anew");
        assertThat(causes()).containsExactly("release");
    }

    @Test
    void another_language_of_the_describing_user_does_too() {
        org.setUserLanguage("de");
        org.edit().relabel("Account", "Industry", "Branche");

        JsonReply run = TestRuns.extract(connection, Map.of("mode", "quick"));

        assertThat(run.getString("coverage")).as("quick would not do").isEqualTo("complete");
        assertThat(run.getInt("bill.byKind.describe")).isEqualTo((TABLES + 24) / 25);
        assertThat(causes()).containsExactly("identity");
    }

    @Test
    void what_an_older_reader_has_kept_is_read_anew() throws SQLException {
        for (String sql : List.of(
                "UPDATE describe_validator SET reading = reading || '0' WHERE connection_id = CAST(? AS uuid)",
                "UPDATE catalog_head SET reader_version = 1 WHERE connection_id = CAST(? AS uuid)")) {
            try (var db = database.getConnection();
                    var update = db.prepareStatement(sql)) {
                update.setString(1, connection);
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
        }
        org.edit().relabel("Account", "Industry", "Branch");

        JsonReply run = TestRuns.extract(connection);

        assertThat(run.getInt("bill.byKind.describe")).isEqualTo((TABLES + 24) / 25);
        assertThat(causes()).containsExactly("reader");
    }

    @Test
    void what_a_package_changes_is_told_from_what_people_change() {
        String installed = org.definedTables().stream()
                .filter(table -> "installed".equals(table.manageableState()))
                .findFirst()
                .orElseThrow()
                .name();
        String field = org.definedFields(installed).stream()
                .filter(candidate -> "installed".equals(candidate.manageableState()))
                .findFirst()
                .orElseThrow()
                .name();
        org.edit().changeHelpText(installed, field, "New in this version.");

        TestRuns.extract(connection);

        assertThat(causes()).containsExactly("package");
    }

    @Test
    void without_view_setup_the_run_says_so_once_and_keeps_the_annotations() {
        Map<String, JsonNode> tables = ServedCatalog.tables(connection);
        Map<String, JsonNode> columns = ServedCatalog.columns(connection);
        int port = org.port();
        org.close();
        org = TestOrg.start(
                TestOrgSettings.standard().withPort(port).withTables(TABLES).withViewSetup(false));
        org.edit().removeField("Account", "Fax");

        JsonReply run = TestRuns.extract(connection, Map.of("mode", "full"));

        assertThat(run.getString("status")).isEqualTo("succeeded");
        assertThat(run.getList("notices", String.class))
                .singleElement()
                .asString()
                .contains("View Setup and Configuration");
        assertThat(run.getInt("changes.removed")).isEqualTo(1);
        assertThat(ServedCatalog.changes(connection))
                .filteredOn(change -> change.get("kind").asText().equals("removed"))
                .singleElement()
                .matches(change -> change.get("presumed").asBoolean());
        columns.remove("Account.Fax");
        assertThat(withoutPositions(ServedCatalog.columns(connection))).isEqualTo(withoutPositions(columns));
        assertThat(ServedCatalog.tables(connection).keySet()).isEqualTo(tables.keySet());
        assertThat(ServedCatalog.tables(connection).get("Contact")).isEqualTo(tables.get("Contact"));

        JsonReply quick = TestRuns.extract(connection, Map.of("mode", "quick"));
        assertThat(quick.getString("status")).isEqualTo("succeeded");
        assertThat(quick.getList("notices")).hasSize(1);
    }

    /** One field less moves all behind it. */
    private static Map<String, JsonNode> withoutPositions(Map<String, JsonNode> columns) {
        columns.values().forEach(column -> ((ObjectNode) column).remove("position"));
        return columns;
    }

    private Set<String> causes() {
        List<JsonNode> changes = ServedCatalog.changes(connection);
        assertThat(changes).isNotEmpty();
        return changes.stream().map(change -> change.path("cause").asText()).collect(Collectors.toSet());
    }
}
