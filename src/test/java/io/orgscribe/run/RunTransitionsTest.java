package io.orgscribe.run;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.JsonReply;
import io.orgscribe.NobodyExtracts;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.catalog.ReconcileResult;
import io.orgscribe.extraction.TestRuns;
import io.orgscribe.run.RetryPolicy.Deferral;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Each transition of a run, and what it leaves in the run's row and in its connection's. */
@OrgscribeTest
@TestProfile(NobodyExtracts.class)
class RunTransitionsTest {

    private static final RunError WHY = new RunError("server_error", "The org failed.", "Wait.");
    private static final Deferral LATER = new Deferral(Duration.ofMinutes(5), true, false, false, false);

    @Inject
    RunTransitions transitions;

    @Inject
    AgroalDataSource database;

    private String connection;
    private UUID run;

    /** A way that a run ends. */
    private enum End {
        CANCELLED_IN_THE_QUEUE("cancelled", test -> test.cancel()),
        CANCELLED_WHILE_IT_WAITS("cancelled", test -> {
            test.transitions.defer(test.claim(), LATER, WHY);
            test.cancel();
        }),
        CANCELLED_WHILE_PAUSED("cancelled", test -> {
            test.transitions.pause(test.claim(), WHY);
            test.cancel();
        }),
        CANCELLED_AT_WORK("cancelled", test -> {
            Claim claim = test.claim();
            test.cancel();
            assertThat(test.transitions.endCancelled(claim)).isTrue();
        }),
        CANCELLED_AND_RELEASED("cancelled", test -> {
            Claim claim = test.claim();
            test.cancel();
            assertThat(test.transitions.release(claim)).isEqualTo(RunStatus.CANCELLED);
        }),
        CANCELLED_AND_DEFERRED("cancelled", test -> {
            Claim claim = test.claim();
            test.cancel();
            assertThat(test.transitions.defer(claim, LATER, WHY)).isEqualTo(RunStatus.CANCELLED);
        }),
        CANCELLED_AND_PAUSED("cancelled", test -> {
            Claim claim = test.claim();
            test.cancel();
            assertThat(test.transitions.pause(claim, WHY)).isEqualTo(RunStatus.CANCELLED);
        }),
        FAILED("failed", test -> test.transitions.fail(test.claim(), WHY)),
        RECONCILED("partial", test -> test.reconcile(test.claim()));

        private final String status;
        private final Consumer<RunTransitionsTest> way;

        End(String status, Consumer<RunTransitionsTest> way) {
            this.status = status;
            this.way = way;
        }
    }

    @BeforeEach
    void queue() throws SQLException {
        execute("DELETE FROM run");
        connection = TestRuns.connect("http://127.0.0.1:9", "id", "secret");
        run = UUID.fromString(TestRuns.start(connection, Map.of()));
    }

    @ParameterizedTest
    @EnumSource
    void whatever_ends_a_run_is_its_connections_last_one_and_nobody_owns_it(End end) throws SQLException {
        end.way.accept(this);

        Map<String, Object> row = row();
        assertThat(row).containsEntry("status", end.status);
        assertThat(row.get("finished_at")).isNotNull();
        assertThat(row).containsEntry("owner", null).containsEntry("lease_until", null);
        assertThat(row).containsEntry("estimated_end", null);
        assertThat(row).containsEntry("error_cause", end == End.FAILED ? WHY.cause() : null);
        JsonReply read = connection();
        assertThat(read.getString("lastRun.id")).isEqualTo(run.toString());
        assertThat(read.getString("lastRun.status")).isEqualTo(end.status);
    }

    @Test
    void a_run_that_has_ended_stays_as_it_ended() throws SQLException {
        Claim claim = claim();
        transitions.fail(claim, WHY);
        Map<String, Object> ended = row();

        assertThat(transitions.cancel(run)).isFalse();
        assertThat(transitions.resume(run, Instant.now())).isFalse();
        assertThat(transitions.endCancelled(claim)).isFalse();
        for (Runnable late : ofAnOwner(claim)) {
            assertThatExceptionOfType(OwnershipLost.class).isThrownBy(late::run);
        }

        assertThat(row()).isEqualTo(ended);
    }

    @Test
    void an_owner_whose_lease_was_taken_over_writes_nothing() throws SQLException {
        Claim before = claim();
        execute("UPDATE run SET lease_until = clock_timestamp() - interval '1 ms'");
        Claim now = claim();
        Map<String, Object> owned = row();

        for (Runnable late : ofAnOwner(before)) {
            assertThatExceptionOfType(OwnershipLost.class).isThrownBy(late::run);
        }

        assertThat(row()).isEqualTo(owned);
        assertThat(transitions.release(now)).isEqualTo(RunStatus.QUEUED);
    }

    @ParameterizedTest
    @MethodSource("goingOn")
    void what_goes_on_has_no_owner_and_is_not_the_last_one(
            String status, BiFunction<RunTransitions, Claim, RunStatus> transition) throws SQLException {
        RunStatus written = transition.apply(transitions, claim());

        assertThat(written.code()).isEqualTo(status);
        assertThat(row())
                .containsEntry("status", status)
                .containsEntry("owner", null)
                .containsEntry("lease_until", null)
                .containsEntry("finished_at", null);
        assertThat(connection().getString("lastRun")).isNull();
    }

    /** A deletion that was begun before is waited for, one that is begun later sees the run. */
    @ParameterizedTest
    @ValueSource(strings = {"deleting", "disconnected"})
    void a_connection_that_is_going_takes_no_run(String status) throws Exception {
        execute("DELETE FROM run");
        CompletableFuture<JsonReply> asked;
        try (var deletion = database.getConnection();
                var statement = deletion.createStatement()) {
            deletion.setAutoCommit(false);
            statement.executeUpdate("UPDATE connection SET status = '" + status + "' WHERE id = '" + connection + "'");
            CompletableFuture<JsonReply> reply =
                    CompletableFuture.supplyAsync(() -> given().contentType(ContentType.JSON)
                            .body(Map.of())
                            .post("/api/v1/connections/" + connection + "/runs")
                            .then()
                            .statusCode(409)
                            .extract()
                            .as(JsonReply.class));
            await().until(() -> reply.isDone() || count("pg_locks WHERE NOT granted") > 0);
            assertThat(reply).isNotDone();
            asked = reply;
            deletion.commit();
        }

        assertThat(asked.get(10, TimeUnit.SECONDS).getString("cause")).isEqualTo("connection_not_ready");
        assertThat(count("run")).isZero();
    }

    static Stream<Arguments> goingOn() {
        return Stream.of(
                goesOn("paused", (runs, claim) -> runs.pause(claim, WHY)),
                goesOn("queued", (runs, claim) -> runs.defer(claim, LATER, WHY)),
                goesOn("queued", (runs, claim) -> runs.defer(claim, LATER, null)),
                goesOn("queued", RunTransitions::release));
    }

    private static Arguments goesOn(String status, BiFunction<RunTransitions, Claim, RunStatus> transition) {
        return Arguments.of(status, transition);
    }

    /** Everything that only the owner may do. */
    private List<Runnable> ofAnOwner(Claim claim) {
        return List.of(
                () -> transitions.fail(claim, WHY),
                () -> transitions.pause(claim, WHY),
                () -> transitions.defer(claim, LATER, WHY),
                () -> transitions.release(claim),
                () -> reconcile(claim));
    }

    private Claim claim() {
        return QuarkusTransaction.requiringNew()
                .call(() -> transitions.claim("owner", Duration.ofSeconds(10)).orElseThrow());
    }

    private void cancel() {
        given().post("/api/v1/runs/" + run + "/cancel").then().statusCode(202);
    }

    private void reconcile(Claim claim) {
        Attempt attempt = new Attempt(claim, System.nanoTime(), 0, Thread.currentThread(), () -> {});
        QuarkusTransaction.requiringNew()
                .run(() -> transitions.reconciled(
                        attempt, RunStatus.PARTIAL, new ReconcileResult(3, Map.of("added", 2), List.of("Seen."))));
    }

    private JsonReply connection() {
        return given().get("/api/v1/connections/" + connection)
                .then()
                .statusCode(200)
                .extract()
                .as(JsonReply.class);
    }

    private Map<String, Object> row() throws SQLException {
        try (var session = database.getConnection();
                var statement = session.prepareStatement("SELECT * FROM run WHERE id = ?")) {
            statement.setObject(1, run);
            try (var rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                Map<String, Object> row = new HashMap<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.put(rows.getMetaData().getColumnName(i), rows.getString(i));
                }
                return row;
            }
        }
    }

    private long count(String from) throws SQLException {
        try (var session = database.getConnection();
                var statement = session.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM " + from)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var session = database.getConnection();
                var statement = session.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
