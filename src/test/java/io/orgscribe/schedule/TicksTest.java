package io.orgscribe.schedule;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.orgscribe.JsonReply;
import io.orgscribe.NobodyExtracts;
import io.orgscribe.OrgscribeTest;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@OrgscribeTest
@TestProfile(NobodyExtracts.class)
class TicksTest {

    private static final String YEARLY = "0 0 2 1 1 ?";

    @Inject
    Ticks ticks;

    @Inject
    DueConnections connections;

    @Inject
    AgroalDataSource database;

    private final Instant now = Instant.now();

    @Test
    void a_missed_time_is_recorded_once_as_the_schedules_own_and_late() {
        UUID connection = connect();

        fire(connection, now);
        fire(connection, now.plusMillis(1));

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
        fire(connection, now.minus(400, ChronoUnit.DAYS));

        fire(connection, now);

        JsonReply history = schedule(connection);
        assertThat(history.getList("history.outcome")).containsExactly("skipped", "queued");
        assertThat(history.getString("history[0].runId")).isEqualTo(history.getString("history[1].runId"));
    }

    @Test
    void a_tick_lets_a_paused_run_go_on() throws SQLException {
        UUID connection = connect();
        fire(connection, now.minus(400, ChronoUnit.DAYS));
        become(connection, "status = 'paused', error_cause = 'budget_reached'");

        fire(connection, now);

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
        fire(connection, now.minus(400, ChronoUnit.DAYS));
        assertThat(run(schedule(connection), 0).getString("mode"))
                .as("the first one")
                .isEqualTo("incremental");
        become(
                connection,
                "status = '" + status + "', coverage = '" + coverage + "', finished_at = clock_timestamp() - interval '"
                        + hoursAgo + " hours'");

        fire(connection, now);

        JsonReply run = run(schedule(connection), 0);
        assertThat(run.getString("mode")).isEqualTo(mode);
        assertThat(run.getString("coverage")).isEqualTo(mode.equals("quick") ? "quick" : "complete");
    }

    private void become(UUID connection, String what) throws SQLException {
        become(connection, "run", "connection_id", what);
    }

    private void become(UUID connection, String table, String key, String what) throws SQLException {
        try (var session = database.getConnection();
                var update = session.prepareStatement("UPDATE " + table + " SET " + what + " WHERE " + key + " = ?")) {
            update.setObject(1, connection);
            update.executeUpdate();
        }
    }

    private static JsonReply run(JsonReply history, int at) {
        return given().get("/api/v1/runs/" + history.getString("history[" + at + "].runId"))
                .as(JsonReply.class);
    }

    @Test
    void a_disabled_or_deleted_connection_has_no_next_run() throws SQLException {
        UUID disabled = connect();
        UUID deleted = connect();
        assertThat(nextRun(disabled)).isPresent();
        assertThat(nextRun(deleted)).isPresent();

        given().contentType("application/merge-patch+json")
                .body(Map.of("schedule", Map.of("enabled", false)))
                .patch("/api/v1/connections/" + disabled)
                .then()
                .statusCode(200);
        given().delete("/api/v1/connections/" + deleted).then().statusCode(202);

        assertThat(nextRun(disabled)).isEmpty();
        assertThat(nextRun(deleted)).isEmpty();
    }

    @Test
    void what_is_due_is_fired_soon_and_has_its_next_fire_time() throws SQLException {
        UUID missed = connect();
        UUID paused = connect();
        Instant next = nextRun(missed).orElseThrow();
        become(paused, "connection", "id", "status = 'paused'");
        become(missed, "connection", "id", "next_run_at = now() - interval '400 days'");
        become(paused, "connection", "id", "next_run_at = now() - interval '400 days'");

        // Or the timer does, whose look holds what it has claimed.
        await().atMost(Duration.ofSeconds(20))
                .until(() -> look()
                        && nextRun(missed).equals(Optional.of(next))
                        && nextRun(paused).isEmpty());

        assertThat(schedule(missed).getList("history.outcome")).containsExactly("queued");
        assertThat(schedule(missed).getBoolean("history[0].late")).isTrue();
        assertThat(schedule(paused).getList("history")).isEmpty();
    }

    @Test
    void of_replicas_that_look_at_once_one_fires() throws Exception {
        List<UUID> missed = Stream.generate(TicksTest::connect).limit(20).toList();
        for (UUID connection : missed) {
            become(connection, "connection", "id", "next_run_at = now() - interval '1 day'");
        }

        Callable<Boolean> look = this::look;
        ExecutorService replicas = Executors.newFixedThreadPool(4);
        try {
            for (Future<Boolean> looked : replicas.invokeAll(Collections.nCopies(4, look))) {
                assertThat(looked.get()).isTrue();
            }
        } finally {
            replicas.shutdownNow();
        }

        for (UUID connection : missed) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(schedule(connection).getList("history.outcome"))
                            .containsExactly("queued"));
            assertThat(given().get("/api/v1/connections/" + connection + "/runs")
                            .as(JsonReply.class)
                            .getList("items"))
                    .hasSize(1);
        }
    }

    @Test
    void a_schedule_that_cannot_be_read_does_not_keep_others_from_theirs() throws SQLException {
        UUID unreadable = connect();
        UUID other = connect();
        become(unreadable, "connection", "id", "schedule_cron = '0 0 3 L-3W * ?', next_run_at = now()");
        become(other, "connection", "id", "next_run_at = now() - interval '1 second'");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> look()
                        && nextRun(unreadable).isEmpty()
                        && nextRun(other).filter(now::isBefore).isPresent());

        assertThat(schedule(unreadable).getList("next")).isEmpty();
        assertThat(schedule(other).getList("history.outcome")).containsExactly("queued");
    }

    @Test
    void a_tick_leaves_the_etag() {
        UUID connection = connect();
        String before = given().get("/api/v1/connections/" + connection).getHeader("ETag");

        fire(connection, now);

        assertThat(given().get("/api/v1/connections/" + connection).getHeader("ETag"))
                .isEqualTo(before);
    }

    /** As a replica does, with small batches. */
    private boolean look() {
        Optional<Duration> wait;
        do {
            wait = ticks.fireDue(3, Duration.ofSeconds(1));
        } while (wait.isEmpty());
        return true;
    }

    /** Leaves nothing due behind, which the timer would fire. */
    private void fire(UUID connection, Instant at) {
        QuarkusTransaction.requiringNew().run(() -> {
            ticks.fire(List.of(new DueConnection(connection, YEARLY, "UTC", true, at, at)));
            connections.advance(Map.of(connection, Optional.of(now.plus(400, ChronoUnit.DAYS))));
        });
    }

    private Optional<Instant> nextRun(UUID connection) throws SQLException {
        try (var session = database.getConnection();
                var select = session.prepareStatement("SELECT next_run_at FROM connection WHERE id = ?")) {
            select.setObject(1, connection);
            var row = select.executeQuery();
            row.next();
            return Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant);
        }
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
