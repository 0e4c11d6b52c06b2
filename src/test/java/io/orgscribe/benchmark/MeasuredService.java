package io.orgscribe.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import io.restassured.RestAssured;
import org.postgresql.PGConnection;

import io.orgscribe.JsonReply;
import io.orgscribe.ServiceProcess;
import io.orgscribe.embedded.TestPostgres;
import io.orgscribe.extraction.TestRuns;
import io.orgscribe.vault.Vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A fresh service with the container's settings for memory on a database of its own, and what its runs take. */
final class MeasuredService implements AutoCloseable {

    /** More flags of its JVM, such as a flight recording's. */
    private static final String MORE_FLAGS = System.getProperty("benchmark.jvm", "");

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final TestPostgres.Database database = TestPostgres.database();
    private final ServiceProcess process;
    private final Connection jdbc;
    private final int backend;

    MeasuredService(Path directory) throws SQLException {
        ServiceProcess.Builder builder = ServiceProcess.in(directory)
                .on(database, Vault.newKeyset())
                .asShipped()
                .env("MALLOC_ARENA_MAX", "2")
                .jvm(
                        "-Xms32m",
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "-XX:TrimNativeHeapInterval=5000");
        if (!MORE_FLAGS.isBlank()) {
            builder.jvm(MORE_FLAGS.split(" "));
        }
        process = builder.start().awaitReady();
        jdbc = database.connect();
        backend = jdbc.unwrap(PGConnection.class).getBackendPID();
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.port = process.port();
    }

    TestPostgres.Database database() {
        return database;
    }

    String connect(OrgProcess org) {
        return TestRuns.connect(org.url(), org.consumerKey(), org.consumerSecret());
    }

    /** Runs an extraction to its good end. */
    RunFigures run(String what, String connection, Map<String, ?> body) throws SQLException, IOException {
        awaitQuiet();
        Files.writeString(proc("clear_refs"), "5"); // starts VmHWM anew
        double load = load();
        Cpu cpu = cpu();
        String id = TestRuns.start(connection, body);
        Map<String, Duration> stages = awaitEnd(UUID.fromString(id));
        cpu = cpu().since(cpu);
        JsonReply run = TestRuns.read(id);
        assertThat(run.getString("status"))
                .as(() -> TestRuns.failures(id) + " " + run.get("error") + "\n" + process.log())
                .isEqualTo("succeeded");
        return new RunFigures(
                what,
                Duration.between(Instant.parse(run.getString("startedAt")), Instant.parse(run.getString("finishedAt"))),
                cpu,
                process.peakMebibytes(),
                stages,
                load,
                run);
    }

    int rows(String table, String connection) throws SQLException {
        try (PreparedStatement select =
                jdbc.prepareStatement("SELECT count(*) FROM " + table + " WHERE connection_id = CAST(? AS uuid)")) {
            select.setString(1, connection);
            ResultSet row = select.executeQuery();
            row.next();
            return row.getInt(1);
        }
    }

    /**
     * Looks at the row of the run rather than asking the service, whose CPU is measured. How long each stage is seen:
     * the run's owner writes it with its heartbeat, and at once when it reconciles.
     */
    private Map<String, Duration> awaitEnd(UUID run) throws SQLException {
        Map<String, Long> seen = new LinkedHashMap<>();
        try (PreparedStatement select =
                jdbc.prepareStatement("SELECT stage, finished_at IS NOT NULL FROM run WHERE id = ?")) {
            select.setObject(1, run);
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        ResultSet row = select.executeQuery();
                        row.next();
                        if (row.getString(1) != null) {
                            seen.putIfAbsent(row.getString(1), System.nanoTime());
                        }
                        return row.getBoolean(2);
                    });
        }
        Map<String, Duration> stages = new LinkedHashMap<>();
        String last = null;
        for (String stage : seen.keySet()) {
            if (last != null) {
                stages.put(last, Duration.ofNanos(seen.get(stage) - seen.get(last)));
            }
            last = stage;
        }
        return stages;
    }

    /** Until nothing of an earlier run or of the start goes on, in the service or in the database. */
    private void awaitQuiet() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            Cpu before = cpu();
            try (PreparedStatement select = jdbc.prepareStatement("""
                    SELECT count(*) FROM pg_stat_activity
                    WHERE pid <> pg_backend_pid() AND state = 'active' AND datname = current_database()""")) {
                ResultSet row = select.executeQuery();
                row.next();
                return row.getInt(1) == 0 && idle(before);
            }
        });
    }

    private boolean idle(Cpu before) {
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        return cpu().since(before).total() <= 0.02;
    }

    private Cpu cpu() {
        return Cpu.of(process.pid(), backend);
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    /** Of the whole machine in the last minute. */
    private static double load() throws IOException {
        return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    }

    @Override
    public void close() {
        try (database;
                jdbc) {
            process.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
