package io.orgscribe.chaos;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.ServiceProcess;
import io.orgscribe.embedded.TestPostgres;
import io.orgscribe.sampleorg.Bill.Kind;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.vault.Vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who owns a run, when its owner stalls and when it is asked to end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnershipIT {

    private static final int TABLES = 300;
    private static final int CALLS_AT_ONCE = 2;
    private static final int IN_FLIGHT = CALLS_AT_ONCE * 25;
    /** Longer than a lease. */
    private static final Duration STALL = Duration.ofSeconds(Integer.getInteger("chaos.stall-seconds", 8));

    private static final Duration NOTICED = Replicas.LEASE.plusSeconds(5);
    private static final Duration ENDED = Duration.ofSeconds(20);

    private final TestPostgres.Database database = TestPostgres.database();
    private Replicas replicas;
    private ClusterClient client;
    private TestOrg org;
    private Connection sql;

    @BeforeAll
    void startReplicas(@TempDir Path directory) throws SQLException {
        replicas = new Replicas(
                        directory,
                        database,
                        Vault.newKeyset(),
                        service -> Replicas.small(service)
                                .env("ORGSCRIBE_SALESFORCE_IN_FLIGHT_START", Integer.toString(CALLS_AT_ONCE))
                                .env("ORGSCRIBE_SALESFORCE_IN_FLIGHT_MAX", Integer.toString(CALLS_AT_ONCE)))
                .start(2);
        client = new ClusterClient(replicas);
        sql = database.connect();
        Audit.install(sql);
    }

    @BeforeEach
    void startOrg() {
        org = TestOrg.start(
                TestOrgSettings.standard().withPort(0).withTables(TABLES).withLatency(Duration.ofMillis(300)));
    }

    @AfterEach
    void endOrg() {
        org.close();
    }

    @AfterAll
    void end() throws SQLException {
        replicas.close();
        sql.close();
        database.close();
    }

    @Test
    void an_owner_that_was_stopped_writes_nothing_any_more_and_its_run_goes_on_elsewhere() throws Exception {
        String run = startedRun();
        int owner = owner(run);

        Instant stopped = stop(owner);
        Duration noticed = awaitSuccessor(run, stopped);
        JsonNode ended = client.awaitEnd(run);
        awaitStall(stopped);
        replicas.get(owner).signal("CONT");
        awaitGivenUp(owner, run);

        assertWhole(ended);
        assertThat(noticed).isLessThan(NOTICED);
        assertThat(Audit.rows(sql, sessions(owner, run), stopped)).isEmpty();
        assertThat(org.bill().parts(Kind.DESCRIBE)).isBetween((long) TABLES, (long) TABLES + IN_FLIGHT);
        System.out.printf("A stopped owner was missed after %d ms%n", noticed.toMillis());
    }

    /** Its session holds rows that its successor stages anew: that one does not wait for it. */
    @Test
    void one_that_was_stopped_in_the_middle_of_a_write_is_in_nobodys_way() throws Exception {
        String run = startedRun();
        int owner = owner(run);
        Instant stopped;
        try (Connection blocker = database.connect()) {
            blocker.setAutoCommit(false);
            execute(blocker, "LOCK TABLE staged_column IN SHARE MODE");
            await().atMost(Duration.ofSeconds(20)).until(() -> writing(run, "wait_event_type = 'Lock'") > 0);
            stopped = stop(owner);
            blocker.rollback();
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> writing(run, "wait_event = 'ClientRead'") > 0);

        Duration noticed = awaitSuccessor(run, stopped);
        assertThat(writing(
                        run,
                        "wait_event = 'ClientRead' AND state_change < clock_timestamp() - interval '"
                                + Replicas.LEASE.dividedBy(2).toSeconds() + " s'"))
                .as("sessions of the stopped owner")
                .isZero();
        JsonNode ended = client.awaitEnd(run);
        replicas.get(owner).signal("CONT");
        awaitGivenUp(owner, run);

        assertWhole(ended);
        assertThat(noticed).isLessThan(NOTICED);
        assertThat(Audit.rows(sql, sessions(owner, run), stopped)).isEmpty();
    }

    @Test
    void one_that_is_asked_to_end_hands_its_run_over_and_ends_in_time() throws Exception {
        String run = startedRun();
        int owner = owner(run);
        ServiceProcess leaving = replicas.get(owner);

        int logged = leaving.log().length();
        long asked = System.nanoTime();
        leaving.signal("TERM");
        int exit = leaving.awaitExit();
        Duration took = Duration.ofNanos(System.nanoTime() - asked);
        String notTaken = client.start(connect(org), Map.of());
        JsonNode ended = client.awaitEnd(run);
        client.awaitEnd(notTaken);

        assertWhole(ended);
        assertThat(took).isLessThan(ENDED);
        assertThat(exit).as("143 is 128 and SIGTERM").isEqualTo(143);
        // A call that was cut may be told to nobody when Vert.x closes its connection, after our part has ended.
        String log = leaving.log()
                .substring(logged)
                .lines()
                .filter(line -> !line.contains("Connection was closed [Error Occurred After Shutdown]"))
                .collect(Collectors.joining("\n"));
        assertThat(log)
                .contains("Attempt ended: queued")
                .doesNotContain("\"level\":\"ERROR\"", "have not handed over in time", notTaken);
        assertThat(org.bill().parts(Kind.DESCRIBE)).isBetween(2L * TABLES, 2L * TABLES + IN_FLIGHT);
        System.out.printf("A replica that was asked to end has ended after %d ms%n", took.toMillis());
        replicas.replace(owner);
        replicas.get(owner).awaitReady();
    }

    /** In the middle of describing. */
    private String startedRun() {
        String run = client.start(connect(org), Map.of());
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> client.run(run).get("tablesDone").asInt() >= 50);
        return run;
    }

    private String connect(TestOrg to) {
        return client.connect(to, Map.of());
    }

    private int owner(String run) throws SQLException {
        return replicas.owner(query("SELECT owner FROM run WHERE id = '" + UUID.fromString(run) + "'"));
    }

    private Instant stop(int owner) throws Exception {
        replicas.get(owner).signal("STOP");
        // What it had sent before may still be committed by PostgreSQL.
        Thread.sleep(300);
        return Instant.now();
    }

    private Duration awaitSuccessor(String run, Instant stopped) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() ->
                        query("SELECT epoch FROM run WHERE id = '" + run + "'").equals("2"));
        return Duration.between(stopped, Instant.now());
    }

    private static void awaitStall(Instant stopped) {
        await().atMost(STALL.plusSeconds(1)).until(() -> Instant.now().isAfter(stopped.plus(STALL)));
    }

    private void awaitGivenUp(int owner, String run) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> replicas.get(owner)
                        .log()
                        .lines()
                        .anyMatch(line -> line.contains(run) && line.contains("Run given up")));
    }

    private static void assertWhole(JsonNode run) {
        assertThat(run.get("status").asText()).as(run::toString).isEqualTo("succeeded");
        assertThat(run.get("attempt").asInt()).isEqualTo(2);
        assertThat(run.get("tablesDone").asInt()).isEqualTo(TABLES);
    }

    /** As whom the first owner of a run may write: as itself, and for the run. */
    private static List<String> sessions(int owner, String run) {
        return List.of(Replicas.name(owner), "orgscribe " + run + " 1");
    }

    private int writing(String run, String how) throws SQLException {
        return Integer.parseInt(query(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'orgscribe " + run + " 1' AND " + how));
    }

    private String query(String query) throws SQLException {
        try (var statement = sql.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var execute = connection.createStatement()) {
            execute.execute(statement);
        }
    }
}
