package io.orgscribe.chaos;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.embedded.KillablePostgres;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.vault.Vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/** A database that runs out of something: the service stays, says so in its readiness, and goes on by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExhaustedDatabaseIT {

    private static final int TABLES = 300;
    private static final int MAX_CONNECTIONS = 25;
    private static final Duration SOON = Duration.ofSeconds(40);

    /** Few, so that all of them can be made to wait. */
    private static final int POOL = 4;

    @TempDir
    static Path directory;

    private KillablePostgres postgres;
    private Replicas replicas;
    private ClusterClient client;
    private TestOrg org;
    /** A small one, which the database's tables are on; none where nobody may mount it. */
    private Optional<Path> disk = Optional.empty();

    @BeforeAll
    void startReplica() throws Exception {
        postgres = new KillablePostgres(
                directory.resolve("postgres"), Map.of("max_connections", Integer.toString(MAX_CONNECTIONS)));
        moveToSmallDisk();
        replicas = new Replicas(
                        directory,
                        postgres.database(),
                        Vault.newKeyset(),
                        service -> Replicas.small(service)
                                .env("QUARKUS_DATASOURCE_JDBC_MAX_SIZE", Integer.toString(POOL))
                                .env("QUARKUS_DATASOURCE_JDBC_ACQUISITION_TIMEOUT", "2S"))
                .start(1);
        client = new ClusterClient(replicas);
    }

    private void moveToSmallDisk() throws Exception {
        Path mounted = Files.createDirectory(directory.resolve("disk"));
        if (run("mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", mounted.toString()) != 0) {
            return;
        }
        disk = Optional.of(mounted);
        Path space = Files.createDirectory(mounted.resolve("space"));
        try (Connection superuser = postgres.connectAsSuperuser()) {
            // The log of changes stays on the large one: without it PostgreSQL itself would not stay.
            execute(superuser, "CREATE TABLESPACE small LOCATION '" + space + "'");
            execute(superuser, "ALTER DATABASE orgscribe SET TABLESPACE small");
        }
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
    void end() throws Exception {
        if (replicas != null) {
            replicas.close();
        }
        postgres.close();
        if (disk.isPresent()) {
            run("umount", disk.get().toString());
        }
    }

    @Test
    void a_full_disk() throws Exception {
        assumeThat(disk).as("a small disk can be made").isPresent();
        String connection = client.connect(org, Map.of());
        String run = client.start(connection, Map.of());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> client.run(run).get("tablesDone").asInt() >= 25);

        Path ballast = fill(disk.orElseThrow());
        JsonNode trouble = awaitReadiness("DOWN");
        assertThat(trouble.toString()).contains("SQLSTATE 53100");
        assertThat(replicas.get(0).isAlive()).isTrue();
        Files.delete(ballast);

        assertRecovered(run);
    }

    @Test
    void too_many_connections() throws Exception {
        String connection = client.connect(org, Map.of());
        String run = client.start(connection, Map.of());
        List<Connection> others = new ArrayList<>();
        try (Connection superuser = postgres.connectAsSuperuser()) {
            // Others are first, again and again.
            for (int i = 0; i < 5; i++) {
                execute(
                        superuser,
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE"
                                + " usename = 'orgscribe' AND application_name <> 'taken'");
                takeAll(others);
            }
            awaitReadiness("DOWN");
            assertThat(replicas.get(0).isAlive()).isTrue();
        } finally {
            for (Connection other : others) {
                other.close();
            }
        }

        assertRecovered(run);
    }

    @Test
    void a_pool_whose_connections_are_all_waiting() throws Exception {
        String connection = client.connect(org, Map.of());
        String run = client.start(connection, Map.of());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> client.run(run).get("tablesDone").asInt() >= 25);
        try (Connection blocker = postgres.connect()) {
            blocker.setAutoCommit(false);
            // In the order in which a batch does, for else one of the two would be a deadlock's victim.
            execute(blocker, "LOCK TABLE staged_column, run IN ACCESS EXCLUSIVE MODE");
            awaitReadiness("DOWN");
            assertThat(replicas.get(0).isAlive()).isTrue();
            HttpResponse<String> refused = client.ask("GET", "/api/v1/connections", null, "", Duration.ofSeconds(15))
                    .orElseThrow();
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).contains("\"cause\":\"database_unavailable\"");
            blocker.rollback();
        }

        assertRecovered(run);
    }

    private void assertRecovered(String run) {
        long start = System.nanoTime();
        awaitReadiness("UP");
        double seconds = (System.nanoTime() - start) / 1e9;
        JsonNode ended = client.awaitEnd(run);

        assertThat(ended.get("status").asText()).as(ended::toString).isEqualTo("succeeded");
        assertThat(ended.get("tablesDone").asInt()).isEqualTo(TABLES);
        System.out.printf("Ready again after %.1f s, the run ended in attempt %s%n", seconds, ended.get("attempt"));
    }

    private JsonNode awaitReadiness(String status) {
        return await().atMost(SOON)
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> client.ask("GET", "/q/health/ready", null, "", Duration.ofSeconds(15))
                                .map(HttpResponse::body)
                                .map(ClusterClient::read)
                                .orElseThrow(),
                        readiness -> readiness.get("status").asText().equals(status));
    }

    /** Takes what the disk has left, to the last block. */
    private static Path fill(Path disk) throws IOException {
        Path ballast = disk.resolve("ballast");
        try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
            byte[] block = new byte[4096];
            while (true) {
                file.write(block);
            }
        } catch (IOException full) {
            assertThat(Files.getFileStore(disk).getUsableSpace()).isLessThan(4096);
        }
        return ballast;
    }

    private void takeAll(List<Connection> taken) throws SQLException {
        try {
            while (taken.size() < MAX_CONNECTIONS) {
                Connection connection = postgres.connect();
                execute(connection, "SET application_name = 'taken'");
                taken.add(connection);
            }
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("53300");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
