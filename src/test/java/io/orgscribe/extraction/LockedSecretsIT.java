package io.orgscribe.extraction;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import io.restassured.RestAssured;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.ServiceProcess;
import io.orgscribe.embedded.TestPostgres;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.vault.Vault;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

/** The service as a process whose keyset opens nothing, beside one with the right keyset, which is stopped meanwhile. */
class LockedSecretsIT {

    private static final int TABLES = 30;
    private static final String LOCKED = "None of the stored secrets can be read with this keyset";

    @TempDir
    Path directory;

    private final TestPostgres.Database database = TestPostgres.database();
    private final TestOrg org =
            TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(TABLES));
    private final String right = Vault.newKeyset();
    private ServiceProcess service;
    private ServiceProcess locked;
    private String connection;

    @AfterEach
    void stop() {
        RestAssured.reset();
        service.kill();
        if (locked != null) {
            locked.kill();
        }
        org.close();
        database.close();
    }

    @Test
    void no_run_is_taken_the_catalog_is_served_and_two_things_cure_it() throws Exception {
        service = start(right);
        use(service);
        connection = TestRuns.connect(org);
        assertThat(TestRuns.extract(connection).getString("status")).isEqualTo("succeeded");
        service.signal("STOP");

        locked = start(Vault.newKeyset());
        use(locked);
        assertThat(locked.log().lines().filter(line -> line.contains(LOCKED)))
                .singleElement()
                .asString()
                .contains("ERROR")
                .contains("orgscribe.vault.keyset");
        health(true);
        refused();
        assertThat(ServedCatalog.tables(connection)).hasSize(TABLES);
        given().get("/api/v1/connections/" + connection).then().statusCode(200);
        // As a tick of the schedule does.
        String run = queue();
        // Ten times the time in which a replica looks for runs.
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(10))
                .until(() -> status(run).equals("queued"));
        assertThat(TestRuns.read(run).getInt("attempt")).isZero();

        theRightKeysetCuresIt(run);
        refused();
        secretsGivenAgainCureItWithoutARestart();
    }

    /** On a replica beside the one that is locked, and stays so. */
    private void theRightKeysetCuresIt(String run) throws Exception {
        service.signal("CONT");
        use(service);
        assertThat(TestRuns.awaitEnd(run).getString("status")).isEqualTo("succeeded");
        health(false);
        assertThat(service.log()).doesNotContain(LOCKED);
        service.close();
        use(locked);
    }

    private void secretsGivenAgainCureItWithoutARestart() throws SQLException {
        String run = queue();

        given().contentType("application/merge-patch+json")
                .body(Map.of("auth", Map.of("clientSecret", org.settings().consumerSecret())))
                .patch("/api/v1/connections/" + connection)
                .then()
                .statusCode(200);

        assertThat(TestRuns.awaitEnd(run).getString("status")).isEqualTo("succeeded");
        health(false);
    }

    private void refused() {
        given().contentType(JSON)
                .body(Map.of())
                .post("/api/v1/connections/" + connection + "/runs")
                .then()
                .statusCode(409)
                .body("cause", is("secrets_unreadable"))
                .body("remedy", containsString("orgscribe.vault.keyset"));
    }

    private static void health(boolean locked) {
        given().get("/q/health")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'vault' }.data.locked", is(locked));
    }

    private static String status(String run) {
        return TestRuns.read(run).getString("status");
    }

    private String queue() throws SQLException {
        UUID run = UUID.randomUUID();
        try (var jdbc = database.connect();
                var insert = jdbc.prepareStatement("""
                        INSERT INTO run (id, connection_id, trigger, mode, coverage, status, not_before, created_at)
                        VALUES (?, ?, 'schedule', 'incremental', 'complete', 'queued', now(), now())""")) {
            insert.setObject(1, run);
            insert.setObject(2, UUID.fromString(connection));
            insert.executeUpdate();
        }
        return run.toString();
    }

    private ServiceProcess start(String keyset) {
        return ServiceProcess.in(directory)
                .on(database, keyset)
                .env("ORGSCRIBE_EXTRACTION_POLL_INTERVAL", "PT0.1S")
                .start()
                .awaitReady();
    }

    private static void use(ServiceProcess process) {
        RestAssured.baseURI = process.uri("/").resolve("/").toString();
        RestAssured.port = process.port();
    }
}
