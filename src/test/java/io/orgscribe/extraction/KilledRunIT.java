package io.orgscribe.extraction;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.ServiceProcess;
import io.orgscribe.TestPostgres;
import io.orgscribe.sampleorg.SampleOrg;
import io.orgscribe.sampleorg.SampleOrgSettings;
import io.orgscribe.vault.Vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The service as a process that is killed in the middle of a run, and started again. */
class KilledRunIT {

    private static final int TABLES = 500;
    private static final int IN_FLIGHT = 10 * 25;

    @TempDir
    Path directory;

    private final TestPostgres.Database database = TestPostgres.database();
    private final String keyset = Vault.newKeyset();
    private SampleOrg org;
    private ServiceProcess service;

    /** More than the queries of definitions and the roll-ups of such an org are. */
    private static final long QUERIES = 40;

    @BeforeEach
    void start() {
        // So slow that a run takes seconds.
        org = SampleOrg.start(
                SampleOrgSettings.standard().withPort(0).withTables(TABLES).withLatency(Duration.ofMillis(700)));
        startService();
    }

    @AfterEach
    void stop() {
        RestAssured.reset();
        service.close();
        org.close();
        database.close();
    }

    @Test
    void the_run_ends_by_itself_after_the_restart_and_only_what_was_in_flight_is_read_again()
            throws IOException, InterruptedException, SQLException {
        String connection = TestRuns.connect(org);
        String run = TestRuns.start(connection, Map.of());
        await().atMost(Duration.ofSeconds(30)).until(() -> TestRuns.read(run).getInt("tablesDone") >= 100);

        service.kill();
        long staged = staged(run);
        long asked = org.bill().parts();
        org.resetBill();
        startService();
        JsonPath ended = TestRuns.awaitEnd(run);

        assertThat(ended.getString("status")).isEqualTo("succeeded");
        assertThat(ended.getInt("attempt")).isEqualTo(2);
        assertThat(ended.getInt("tablesDone")).isEqualTo(TABLES);
        assertThat(staged).isBetween(100L, TABLES - 1L);
        assertThat(org.bill().parts() - (TABLES - staged))
                .as("parts beyond the describes of what was not staged")
                .isBetween(0L, QUERIES);
        assertThat(asked - staged).as("read again").isBetween(0L, IN_FLIGHT + 2L);
        assertThat(ServedCatalog.tables(connection)).hasSize(TABLES);
        assertThat(ServedCatalog.columns(connection)).hasSize((int) org.columns());
        assertThat(ServedCatalog.changes(connection)).isEmpty();
        assertThat(staged(run)).isZero();
    }

    @Test
    void no_secret_is_in_the_log_of_a_run_however_much_is_logged() throws IOException, InterruptedException {
        String connection = TestRuns.connect(org);

        TestRuns.extract(connection);

        // Of the token, too, which nobody here knows: it begins with the org's id.
        assertThat(service.log())
                .contains("Run ended: succeeded")
                .contains("DEBUG")
                .doesNotContain(org.settings().consumerSecret(), org.orgId().substring(0, 15) + "!", keyset)
                .doesNotContain(database.password());
    }

    private void startService() {
        service = ServiceProcess.in(directory)
                .on(database, keyset)
                .env("QUARKUS_LOG_LEVEL", "ALL")
                .start()
                .awaitReady();
        RestAssured.baseURI = service.uri("/").resolve("/").toString();
        RestAssured.port = service.port();
    }

    private long staged(String run) throws SQLException {
        try (var jdbc = database.connect();
                var select = jdbc.prepareStatement("SELECT count(*) FROM staged_table WHERE run_id = ?")) {
            select.setObject(1, UUID.fromString(run));
            var row = select.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }
}
