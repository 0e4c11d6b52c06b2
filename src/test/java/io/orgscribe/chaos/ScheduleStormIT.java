package io.orgscribe.chaos;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.benchmark.Cpu;
import io.orgscribe.embedded.TestPostgres;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.vault.Vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Daily schedules of many connections, the fires of whose day lie within a few minutes, a fifth of them in one second.
 * Three replicas fire them, and one of these is killed meanwhile. Nobody extracts.
 */
class ScheduleStormIT {

    private static final int SCHEDULES = Integer.getInteger("schedules.count", 80);
    private static final int DAY_SECONDS = Integer.getInteger("schedules.day-seconds", 15);
    private static final int SET_UP_SECONDS = Integer.getInteger("schedules.set-up-seconds", 15);
    private static final int TRIAL = 20;
    private static final long SEED = Long.getLong("chaos.seed", 7);

    @TempDir
    Path directory;

    private final TestPostgres.Database database = TestPostgres.database();
    private final Random random = new Random(SEED);
    private TestOrg org;
    private Replicas replicas;
    private Connection sql;

    @BeforeEach
    void start() throws SQLException {
        org = TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(10));
        replicas = new Replicas(
                        directory,
                        database,
                        Vault.newKeyset(),
                        service -> Replicas.small(service).env("ORGSCRIBE_EXTRACTION_ENABLED", "false"))
                .start(3);
        sql = database.connect();
    }

    @AfterEach
    void end() throws SQLException {
        replicas.close();
        org.close();
        sql.close();
        database.close();
    }

    @Test
    void each_fire_time_queues_one_run() throws Exception {
        ClusterClient client = new ClusterClient(replicas);
        Instant day = Instant.now().plus(timeToSetUp(client)).truncatedTo(ChronoUnit.SECONDS);
        schedule(client, day);
        assertThat(Instant.now()).as("the machine became slower meanwhile").isBefore(day);
        assertThat(count("connection WHERE next_run_at IS NOT NULL")).isEqualTo(SCHEDULES);
        Load idle = load(Duration.ofSeconds(
                Math.max(2, Duration.between(Instant.now(), day).toSeconds() - 2)));

        Load before = Load.now(sql);
        await().pollDelay(Duration.between(Instant.now(), day.plusSeconds(DAY_SECONDS / 2)))
                .atMost(Duration.between(Instant.now(), day.plusSeconds(DAY_SECONDS)))
                .until(() -> true);
        replicas.replace(2);
        await().pollDelay(Duration.between(Instant.now(), day.plusSeconds(DAY_SECONDS)))
                .pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(2L * DAY_SECONDS + 60))
                .until(() -> count("run") >= SCHEDULES);
        Load fired = Load.now(sql).since(before);
        // A second fire would come with the looks of the next seconds.
        replicas.get(2).awaitReady();
        await().pollDelay(Duration.ofSeconds(10))
                .atMost(Duration.ofSeconds(30))
                .until(() -> count("connection WHERE next_run_at <= now()") == 0);

        assertEachOnce();
        assertThat(mostLate()).as("seconds of the latest fire").isLessThan(5);
        assertThat(count("(SELECT FROM qrtz_triggers UNION ALL SELECT FROM qrtz_scheduler_state) x"))
                .isZero();
        System.out.printf(
                "%d schedules within %d s, 3 replicas, one killed: fires at most %.1f s late; PostgreSQL: %s; idle: %s%n",
                SCHEDULES, DAY_SECONDS, mostLate(), fired, idle);
    }

    /** By some connections without a schedule, for the machine may have other work. */
    private Duration timeToSetUp(ClusterClient client) {
        long start = System.nanoTime();
        for (int i = 0; i < TRIAL; i++) {
            client.connect(org, Map.of());
        }
        Duration reckoned = Duration.ofNanos((System.nanoTime() - start) / TRIAL * SCHEDULES);
        Duration usual = Duration.ofSeconds(SET_UP_SECONDS);
        return reckoned.compareTo(usual) > 0 ? reckoned : usual;
    }

    private void schedule(ClusterClient client, Instant day) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<String>> connections = new ArrayList<>();
            for (int i = 0; i < SCHEDULES; i++) {
                int second = i % 5 == 0 ? DAY_SECONDS / 3 : random.nextInt(DAY_SECONDS);
                var at = day.plusSeconds(second).atOffset(ZoneOffset.UTC);
                String cron = at.getSecond() + " " + at.getMinute() + " " + at.getHour() + " * * ?";
                connections.add(() -> client.connect(
                        org, Map.of("schedule", Map.of("cron", cron, "timeZone", "UTC", "enabled", true))));
            }
            for (Future<String> connected : threads.invokeAll(connections)) {
                connected.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void assertEachOnce() throws SQLException {
        assertThat(count("run")).isEqualTo(SCHEDULES);
        assertThat(count("(SELECT DISTINCT connection_id FROM run) x")).isEqualTo(SCHEDULES);
        assertThat(count("schedule_tick WHERE outcome = 'queued'")).isEqualTo(SCHEDULES);
        assertThat(count("schedule_tick")).isEqualTo(SCHEDULES);
        assertThat(count("run WHERE scheduled_for IS NULL OR not_before < scheduled_for"
                        + " OR not late AND not_before > scheduled_for + interval '5 minutes'"))
                .as("runs outside of the jitter")
                .isZero();
        assertThat(count("""
                run r JOIN connection c ON c.id = r.connection_id
                WHERE to_char(r.scheduled_for AT TIME ZONE 'UTC', 'FMSS FMMI FMHH24 "* * ?"') <> c.schedule_cron""")).as("runs of other fire times").isZero();
    }

    private double mostLate() throws SQLException {
        try (var statement = sql.createStatement();
                var row = statement.executeQuery(
                        "SELECT max(extract(epoch FROM recorded_at - fire_time)) FROM schedule_tick")) {
            row.next();
            return row.getDouble(1);
        }
    }

    private long count(String rows) throws SQLException {
        try (var statement = sql.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM " + rows)) {
            row.next();
            return row.getLong(1);
        }
    }

    private Load load(Duration during) throws Exception {
        Load before = Load.now(sql);
        Thread.sleep(during.toMillis());
        return Load.now(sql).since(before);
    }

    /** What the database has done, by its own statistics. */
    private record Load(double seconds, long transactions, long rowsRead, long rowsWritten, double cpu) {

        static Load now(Connection sql) throws SQLException {
            try (var statement = sql.createStatement();
                    var row = statement.executeQuery("""
                            SELECT clock_timestamp(), xact_commit + xact_rollback, tup_fetched + tup_returned,
                                tup_inserted + tup_updated + tup_deleted, pg_backend_pid()
                            FROM pg_stat_database WHERE datname = current_database()""")) {
                row.next();
                Timestamp at = row.getTimestamp(1);
                return new Load(
                        at.getTime() / 1e3,
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        Cpu.ofDatabase(row.getLong(5)));
            }
        }

        Load since(Load before) {
            return new Load(
                    seconds - before.seconds,
                    transactions - before.transactions,
                    rowsRead - before.rowsRead,
                    rowsWritten - before.rowsWritten,
                    cpu - before.cpu);
        }

        @Override
        public String toString() {
            return String.format(
                    "%.0f transactions, %.0f rows read, %.0f written a second and %.1f%% of a core over %.0f s",
                    transactions / seconds, rowsRead / seconds, rowsWritten / seconds, 100 * cpu / seconds, seconds);
        }
    }
}
