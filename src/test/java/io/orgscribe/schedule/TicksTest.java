package io.orgscribe.schedule;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;

import io.orgscribe.JsonReply;
import io.orgscribe.NobodyExtracts;
import io.orgscribe.OrgscribeTest;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;

@OrgscribeTest
@TestProfile(NobodyExtracts.class)
class TicksTest {

    private static final String YEARLY = "0 0 2 1 1 ?";

    @Inject
    Ticks ticks;

    @Inject
    Scheduler scheduler;

    @Inject
    AgroalDataSource database;

    private final Instant now = Instant.now();

    @Test
    void a_missed_time_is_recorded_once_as_the_schedules_own_and_late() {
        UUID connection = connect();

        ticks.record(connection, now);
        ticks.record(connection, now.plusMillis(1));

        JsonReply history = schedule(connection);
        assertThat(history.getList("history.outcome")).containsExactly("queued");
        assertThat(history.getString("history[0].fireTime")).endsWith("-01-01T02:00:00Z");
        assertThat(history.getBoolean("history[0].late")).isTrue();
        JsonReply run = run(history, 0);
        assertThat(run.getString("trigger")).isEqualTo("schedule");
        assertThat(run.getBoolean("late")).isTrue();
    }

    @Test
    void a_tick_during_an_active_run_is_skipped_and_names_it() {
        UUID connection = connect();
        ticks.record(connection, now.minus(400, ChronoUnit.DAYS));

        ticks.record(connection, now);

        JsonReply history = schedule(connection);
        assertThat(history.getList("history.outcome")).containsExactly("skipped", "queued");
        assertThat(history.getString("history[0].runId")).isEqualTo(history.getString("history[1].runId"));
    }

    @Test
    void a_tick_lets_a_paused_run_go_on() throws SQLException {
        UUID connection = connect();
        ticks.record(connection, now.minus(400, ChronoUnit.DAYS));
        become(connection, "status = 'paused', error_cause = 'budget_reached'");

        ticks.record(connection, now);

        JsonReply history = schedule(connection);
        assertThat(history.getList("history.outcome")).containsExactly("resumed", "queued");
        assertThat(history.getString("history[0].runId")).isEqualTo(history.getString("history[1].runId"));
        JsonReply run = run(history, 0);
        assertThat(run.getString("status")).isEqualTo("queued");
        assertThat(run.getString("error")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "succeeded, complete, 19, quick",
        "partial, complete, 19, quick",
        "succeeded, complete, 21, incremental",
        "succeeded, quick, 1, incremental",
        "succeeded, tables, 1, incremental",
        "failed, complete, 1, incremental",
        "cancelled, complete, 1, incremental"
    })
    void a_tick_is_quick_where_a_run_has_asked_for_every_table_within_the_sweep_interval(
            String status, String coverage, int hoursAgo, String mode) throws SQLException {
        UUID connection = connect();
        ticks.record(connection, now.minus(400, ChronoUnit.DAYS));
        assertThat(run(schedule(connection), 0).getString("mode"))
                .as("the first one")
                .isEqualTo("incremental");
        become(
                connection,
                "status = '" + status + "', coverage = '" + coverage + "', finished_at = clock_timestamp() - interval '"
                        + hoursAgo + " hours'");

        ticks.record(connection, now);

        JsonReply run = run(schedule(connection), 0);
        assertThat(run.getString("mode")).isEqualTo(mode);
        assertThat(run.getString("coverage")).isEqualTo(mode.equals("quick") ? "quick" : "complete");
    }

    private void become(UUID connection, String what) throws SQLException {
        try (var session = database.getConnection();
                var update = session.prepareStatement("UPDATE run SET " + what + " WHERE connection_id = ?")) {
            update.setObject(1, connection);
            update.executeUpdate();
        }
    }

    private static JsonReply run(JsonReply history, int at) {
        return given().get("/api/v1/runs/" + history.getString("history[" + at + "].runId"))
                .as(JsonReply.class);
    }

    @Test
    void a_disabled_or_deleted_connection_has_no_trigger() throws SchedulerException {
        UUID disabled = connect();
        UUID deleted = connect();
        assertThat(scheduler.checkExists(job(disabled))).isTrue();

        given().contentType("application/merge-patch+json")
                .body(Map.of("schedule", Map.of("enabled", false)))
                .patch("/api/v1/connections/" + disabled)
                .then()
                .statusCode(200);
        given().delete("/api/v1/connections/" + deleted).then().statusCode(202);

        assertThat(scheduler.checkExists(job(disabled))).isFalse();
        assertThat(scheduler.checkExists(job(deleted))).isFalse();
    }

    @Test
    void a_tick_leaves_the_etag() {
        UUID connection = connect();
        String before = given().get("/api/v1/connections/" + connection).getHeader("ETag");

        ticks.record(connection, now);

        assertThat(given().get("/api/v1/connections/" + connection).getHeader("ETag"))
                .isEqualTo(before);
    }

    private static JobKey job(UUID connection) {
        return new JobKey(connection.toString(), Triggers.GROUP);
    }

    private static JsonReply schedule(UUID connection) {
        return given().get("/api/v1/connections/" + connection + "/schedule")
                .then()
                .statusCode(200)
                .extract()
                .as(JsonReply.class);
    }

    private static UUID connect() {
        String id = given().contentType(JSON)
                .body(Map.of(
                        "name",
                        "ticks " + UUID.randomUUID(),
                        "loginUrl",
                        "http://127.0.0.1:9",
                        "auth",
                        Map.of("method", "client_credentials", "clientId", "id", "clientSecret", "secret"),
                        "schedule",
                        Map.of("cron", YEARLY, "timeZone", "UTC", "enabled", true)))
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return UUID.fromString(id);
    }
}
