package io.orgscribe.extraction;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.JsonReply;
import io.orgscribe.ServiceProcess;
import io.orgscribe.catalog.Staging;
import io.orgscribe.embedded.TestPostgres;
import io.orgscribe.samplemodel.DefinedField;
import io.orgscribe.samplemodel.DefinedTable;
import io.orgscribe.sampleorg.Bill.Kind;
import io.orgscribe.sampleorg.SampleOrgClient;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.vault.Vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The service as a process that is killed in the middle of a run, and started again; twice in one life, for each start
 * takes seconds. Between the two kills, from the end of one run to the middle of another, all is logged.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledRunIT {

    private static final int TABLES = 400;
    private static final int IN_FLIGHT = 10 * 25;

    @TempDir
    static Path directory;

    private final TestPostgres.Database database = TestPostgres.database();
    private final String keyset = Vault.newKeyset();
    /** So slow that a run takes seconds. */
    private final TestOrg org = TestOrg.start(
            TestOrgSettings.standard().withPort(0).withTables(TABLES).withLatency(Duration.ofMillis(350)));

    private final StringBuilder logs = new StringBuilder();
    private ServiceProcess service;

    @BeforeAll
    void start() {
        startService("INFO");
    }

    @AfterAll
    void stop() {
        RestAssured.reset();
        service.close();
        org.close();
        database.close();
    }

    @Test
    @Order(1)
    void the_run_ends_by_itself_after_the_restart_and_only_what_was_in_flight_is_read_again()
            throws IOException, InterruptedException, SQLException {
        String connection = TestRuns.connect(org);
        String run = TestRuns.start(connection, Map.of());
        // Not by the run's own count, which is seconds old: the rest may be staged by then.
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> staged(run) >= 100);

        kill();
        long staged = staged(run);
        long asked = org.bill().parts(Kind.DESCRIBE);
        org.resetBill();
        startService("ALL");
        JsonReply ended = TestRuns.awaitEnd(run);

        assertThat(ended.getString("status")).isEqualTo("succeeded");
        assertThat(ended.getInt("attempt")).isEqualTo(2);
        assertThat(ended.getInt("tablesDone")).isEqualTo(TABLES);
        assertThat(staged).isBetween(100L, TABLES - 1L);
        assertThat(org.bill().parts(Kind.DESCRIBE)).isEqualTo(TABLES - staged);
        assertThat(asked - staged).as("read again").isBetween(0L, (long) IN_FLIGHT);
        assertThat(ServedCatalog.tables(connection)).hasSize(TABLES);
        assertThat(ServedCatalog.columns(connection)).hasSize((int) org.columns());
        assertThat(ServedCatalog.changes(connection)).isEmpty();
        assertThat(staged(run)).isZero();
    }

    @Test
    @Order(2)
    void what_is_annotated_before_the_kill_is_not_asked_again() throws IOException, InterruptedException, SQLException {
        SampleOrgClient client = new SampleOrgClient(org).loggedIn();
        String connection = TestRuns.connect(org);
        String run = TestRuns.start(connection, Map.of());
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> staged(run) == TABLES);

        kill();
        assertThat(marked(run, Staging.TABLES)).isEqualTo(TABLES);
        assertThat(marked(run, Staging.COLUMNS)).isLessThan(TABLES);
        org.resetBill();
        client.record();
        startService("INFO");
        JsonReply ended = TestRuns.awaitEnd(run);

        assertThat(ended.getString("status")).isEqualTo("succeeded");
        assertThat(client.queried()).contains("FieldDefinition").doesNotContain("EntityDefinition", "CustomObject");
        assertThat(org.bill().parts(Kind.DESCRIBE)).isZero();
        Map<String, JsonNode> tables = ServedCatalog.tables(connection);
        Map<String, JsonNode> columns = ServedCatalog.columns(connection);
        for (DefinedTable table : org.definedTables()) {
            ExpectedCatalog.assertHolds(table.name(), ExpectedAnnotations.table(table), tables.get(table.name()));
            for (DefinedField field : org.definedFields(table.name())) {
                String at = table.name() + "." + field.name();
                ExpectedCatalog.assertHolds(at, ExpectedAnnotations.column(field), columns.get(at));
            }
        }
    }

    @Test
    @Order(3)
    void no_secret_is_in_the_log_of_a_run_however_much_is_logged() {
        // Of the token, too, which nobody here knows: it begins with the org's id.
        assertThat(logs + service.log())
                .contains("Run ended: succeeded")
                .contains("DEBUG")
                .doesNotContain(org.settings().consumerSecret(), org.orgId().substring(0, 15) + "!", keyset)
                .doesNotContain(database.password());
    }

    private void kill() {
        service.kill();
        logs.append(service.log());
    }

    /** @param level of what is logged */
    private void startService(String level) {
        service = ServiceProcess.in(directory)
                .on(database, keyset)
                .env("QUARKUS_LOG_LEVEL", level)
                .env("ORGSCRIBE_EXTRACTION_LEASE", "PT6S")
                .env("ORGSCRIBE_EXTRACTION_HEARTBEAT", "PT1S")
                .start()
                .awaitReady();
        RestAssured.baseURI = service.uri("/").resolve("/").toString();
        RestAssured.port = service.port();
    }

    private long staged(String run) throws SQLException {
        return count("staged_table WHERE run_id = ?", UUID.fromString(run));
    }

    /** Of how many tables a step of annotate is done. */
    private long marked(String run, String step) throws SQLException {
        return count("staged_step WHERE run_id = ? AND step = ?", UUID.fromString(run), step);
    }

    private long count(String rows, Object... parameters) throws SQLException {
        try (var jdbc = database.connect();
                var select = jdbc.prepareStatement("SELECT count(*) FROM " + rows)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            var row = select.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }
}
