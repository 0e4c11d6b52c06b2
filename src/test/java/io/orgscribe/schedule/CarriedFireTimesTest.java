package io.orgscribe.schedule;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.embedded.TestPostgres;

import static org.assertj.core.api.Assertions.assertThat;

/** What V16 makes of the triggers of the version before. */
class CarriedFireTimesTest {

    private final TestPostgres.Database database = TestPostgres.emptyDatabase();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant missed = now.minus(3, ChronoUnit.HOURS);
    private final Instant next = now.plus(21, ChronoUnit.HOURS);
    private Connection sql;

    @BeforeEach
    void before() throws SQLException {
        database.migrate("15");
        sql = database.connect();
    }

    @AfterEach
    void close() throws SQLException {
        sql.close();
        database.close();
    }

    @Test
    void what_quartz_has_yet_to_fire_is_what_comes_next() throws SQLException {
        UUID inStep = connection(true, next, next);
        UUID overdue = connection(true, missed, missed);
        UUID savedSince = connection(true, next, missed);
        UUID neverTold = connection(true, null, next);

        database.migrate("16");

        assertThat(nextRun(inStep)).isEqualTo(next);
        assertThat(nextRun(overdue)).isEqualTo(missed);
        assertThat(nextRun(savedSince)).isEqualTo(missed);
        assertThat(nextRun(neverTold)).isEqualTo(next);
    }

    @Test
    void what_has_fired_or_rests_does_not_come_again() throws SQLException {
        UUID fired = connection(true, next, missed);
        execute("INSERT INTO schedule_tick VALUES (?, ?, 'queued', NULL, false, now())", fired, Timestamp.from(missed));
        UUID disabled = connection(false, null, missed);

        database.migrate("16");

        assertThat(nextRun(fired)).isEqualTo(next);
        assertThat(nextRun(disabled)).isNull();
    }

    @Test
    void the_version_before_finds_its_tables_without_triggers() throws SQLException {
        connection(true, next, next);

        database.migrate("16");

        for (String table : new String[] {"job_details", "triggers", "cron_triggers", "fired_triggers"}) {
            try (var statement = sql.createStatement();
                    var row = statement.executeQuery("SELECT count(*) FROM qrtz_" + table)) {
                row.next();
                assertThat(row.getLong(1)).as(table).isZero();
            }
        }
    }

    private UUID connection(boolean enabled, Instant nextRun, Instant trigger) throws SQLException {
        UUID id = UUID.randomUUID();
        String name = id.toString();
        execute(
                "INSERT INTO connection (id, name, login_url, auth_method, schedule_cron, schedule_enabled, next_run_at)"
                        + " VALUES (?, ?, 'https://example.my.salesforce.com', 'client_credentials', '0 2 * * *', ?, ?)",
                id,
                name,
                enabled,
                nextRun == null ? null : Timestamp.from(nextRun));
        execute(
                "INSERT INTO qrtz_job_details VALUES ('QuarkusQuartzScheduler', ?, 'connection', NULL, 'Tick', false,"
                        + " false, false, true)",
                name);
        execute(
                "INSERT INTO qrtz_triggers (sched_name, trigger_name, trigger_group, job_name, job_group, trigger_state,"
                        + " trigger_type, start_time, next_fire_time)"
                        + " VALUES ('QuarkusQuartzScheduler', ?, 'connection', ?, 'connection', 'WAITING', 'CRON', 0, ?)",
                name,
                name,
                trigger.toEpochMilli());
        execute(
                "INSERT INTO qrtz_cron_triggers VALUES ('QuarkusQuartzScheduler', ?, 'connection', '0 0 2 * * ?', 'UTC')",
                name);
        execute(
                "INSERT INTO qrtz_fired_triggers VALUES ('QuarkusQuartzScheduler', ?, ?, 'connection', 'i', 0, 0, 5,"
                        + " 'ACQUIRED')",
                name,
                name);
        return id;
    }

    private void execute(String statement, Object... values) throws SQLException {
        try (var prepared = sql.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setObject(i + 1, values[i]);
            }
            prepared.executeUpdate();
        }
    }

    private Instant nextRun(UUID connection) throws SQLException {
        try (var select = sql.prepareStatement("SELECT next_run_at FROM connection WHERE id = ?")) {
            select.setObject(1, connection);
            var row = select.executeQuery();
            row.next();
            return row.getTimestamp(1) == null ? null : row.getTimestamp(1).toInstant();
        }
    }
}
