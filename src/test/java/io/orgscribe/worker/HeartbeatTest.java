package io.orgscribe.worker;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.orgscribe.NobodyExtracts;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.extraction.TestRuns;
import io.orgscribe.run.Attempt;
import io.orgscribe.run.Attempt.Stop;
import io.orgscribe.run.Claim;
import io.orgscribe.run.ExtractionConfig;
import io.orgscribe.run.RunTransitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What keeps a replica's leases, and what ends them. */
@OrgscribeTest
@TestProfile(NobodyExtracts.class)
@Timeout(60)
class HeartbeatTest {

    /** Without anybody in its way. */
    private static final Duration SOON = Duration.ofSeconds(2);

    @Inject
    Heartbeat heartbeat;

    @Inject
    RunClaims claims;

    @Inject
    RunTransitions transitions;

    @Inject
    DatabaseWriteMonitor writes;

    @Inject
    ExtractionConfig config;

    @Inject
    AgroalDataSource database;

    @BeforeEach
    void empty() throws SQLException {
        execute("DELETE FROM run");
    }

    @AfterEach
    void end() throws SQLException {
        empty();
        writes.look();
    }

    @Test
    void one_row_that_is_locked_holds_up_no_other_lease() throws Exception {
        List<Attempt> attempts = attempts(3);
        Attempt locked = attempts.get(1);
        try (Connection blocker = lock("SELECT FROM run WHERE id = '" + run(locked) + "' FOR SHARE")) {
            renewSoon(attempts);

            assertThat(renewed()).containsExactlyInAnyOrder(run(attempts.get(0)), run(attempts.get(2)));
            assertThat(attempts).noneMatch(Attempt::stopped);
            blocker.rollback();
        }

        renewSoon(attempts);

        assertThat(renewed()).hasSize(3);
    }

    /** As the owner's own commits do it, again and again. */
    @Test
    void a_row_that_is_locked_for_a_moment_is_tried_again() throws Exception {
        List<Attempt> attempts = attempts(1);
        CompletableFuture<Void> renewal;
        try (Connection blocker = lock("SELECT FROM run FOR SHARE")) {
            renewal = CompletableFuture.runAsync(() -> heartbeat.renew(attempts));
            Thread.sleep(60);
            blocker.rollback();
        }

        renewal.get(2, TimeUnit.SECONDS);

        assertThat(renewed()).hasSize(1);
    }

    @Test
    void whose_run_has_another_owner_stops_and_nobody_else() throws Exception {
        List<Attempt> attempts = attempts(3);
        execute("UPDATE run SET epoch = epoch + 1 WHERE id = ?", run(attempts.get(0)));
        transitions.release(attempts.get(1).claim());

        renewSoon(attempts);

        assertThat(attempts).extracting(Attempt::stop).containsExactly(Stop.LOST, Stop.LOST, Stop.NOT);
    }

    @Test
    void who_is_cancelled_stops_even_where_the_row_is_locked() throws Exception {
        List<Attempt> attempts = attempts(2);
        transitions.cancel(run(attempts.get(0)));
        try (Connection blocker = lock("SELECT FROM run FOR SHARE")) {
            renewSoon(attempts);
            blocker.rollback();
        }

        assertThat(attempts).extracting(Attempt::stop).containsExactly(Stop.CANCELLED, Stop.NOT);
    }

    @Test
    void a_pool_without_a_free_connection_ends_no_lease() throws Exception {
        List<Attempt> attempts = attempts(2);
        List<Connection> taken = new ArrayList<>();
        try {
            for (int i = 0; i < poolSize(); i++) {
                taken.add(database.getConnection());
            }
            renewSoon(attempts);
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }

        assertThat(renewed()).hasSize(2);
        assertThat(attempts).noneMatch(Attempt::stopped);
    }

    /** Nobody knows then whether another replica has taken the run. */
    @Test
    void where_nothing_can_be_renewed_the_end_of_the_lease_stops_and_not_before() throws Exception {
        Duration lease = config.lease();
        Attempt fresh = attempt(Duration.ZERO);
        Attempt nearEnd = attempt(lease.dividedBy(2));
        Attempt ended = attempt(lease);
        try (Connection blocker = lock("LOCK TABLE run IN ACCESS EXCLUSIVE MODE")) {
            long start = System.nanoTime();
            heartbeat.renew(List.of(fresh, nearEnd, ended));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(lease.dividedBy(2));
            blocker.rollback();
        }

        assertThat(List.of(fresh, nearEnd, ended))
                .extracting(Attempt::stop)
                .containsExactly(Stop.NOT, Stop.NOT, Stop.LOST);
        assertThat(renewed()).isEmpty();

        renewSoon(List.of(fresh, nearEnd));

        assertThat(renewed()).hasSize(2);
    }

    @Test
    void the_progress_of_one_does_not_wait_for_the_locked_row_of_another() throws Exception {
        List<Attempt> attempts = attempts(2);
        attempts.forEach(attempt -> attempt.progress().describing(10, 4, 7));
        try (Connection blocker = lock("SELECT FROM run WHERE id = '" + run(attempts.get(0)) + "' FOR SHARE")) {
            soon(() -> heartbeat.record(attempts));

            assertThat(ids("tables_done = 4 AND tables_total = 10")).containsExactly(run(attempts.get(1)));
            blocker.rollback();
        }

        soon(() -> heartbeat.record(attempts));

        assertThat(ids("tables_done = 4")).hasSize(2);
    }

    @Test
    void what_is_cut_short_is_the_owners_session_and_only_as_long_as_it_is() throws Exception {
        Claim claim = attempts(1).get(0).claim();
        try (Connection session = database.getConnection();
                var statement = session.createStatement()) {
            session.setAutoCommit(false);
            statement.execute("SET LOCAL application_name = 'orgscribe " + claim.runId() + " " + claim.epoch() + "'");
            CompletableFuture<String> owned = CompletableFuture.supplyAsync(() -> sleep(session, 30));
            await().until(() -> ids("EXISTS (SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%'"
                                    + " AND state = 'active' AND pid <> pg_backend_pid())")
                            .size()
                    == 1);

            heartbeat.cancel(claim);

            assertThat(owned.get(5, TimeUnit.SECONDS)).isEqualTo("57014");
            session.rollback();
            CompletableFuture<String> others = CompletableFuture.supplyAsync(() -> sleep(session, 1));
            while (!others.isDone()) {
                heartbeat.cancel(claim);
            }
            assertThat(others.get()).isEqualTo("slept");
            session.rollback();
        }
    }

    private static String sleep(Connection session, int seconds) {
        try (var statement = session.createStatement()) {
            statement.execute("SELECT pg_sleep(" + seconds + ")");
            return "slept";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    private void renewSoon(List<Attempt> attempts) throws Exception {
        soon(() -> heartbeat.renew(attempts));
    }

    private static void soon(Runnable beat) throws InterruptedException, ExecutionException {
        assertThat(CompletableFuture.runAsync(beat)).succeedsWithin(SOON);
    }

    /** Each of its own connection; their leases have all but ended. */
    private List<Attempt> attempts(int count) throws SQLException {
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            attempts.add(attempt(Duration.ZERO));
        }
        return attempts;
    }

    /** @param age how long ago the run was claimed */
    private Attempt attempt(Duration age) throws SQLException {
        String connection = TestRuns.connect("http://127.0.0.1:9", "id", "secret");
        TestRuns.start(connection, Map.of());
        Claim claim = claims.claim("owner", config.lease(), OptionalInt.empty()).orElseThrow();
        execute("UPDATE run SET lease_until = clock_timestamp() + interval '1 s' WHERE id = ?", claim.runId());
        return new Attempt(claim, System.nanoTime() - age.toNanos(), 0, new Thread(), () -> {});
    }

    private static UUID run(Attempt attempt) {
        return attempt.claim().runId();
    }

    private List<UUID> renewed() throws SQLException {
        return ids("lease_until > clock_timestamp() + interval '3 s'");
    }

    private List<UUID> ids(String where) throws SQLException {
        try (var session = database.getConnection();
                var statement = session.createStatement();
                var rows = statement.executeQuery("SELECT id FROM run WHERE " + where)) {
            List<UUID> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
            return ids;
        }
    }

    private int poolSize() {
        return database.getConfiguration().connectionPoolConfiguration().maxSize();
    }

    /** A session that holds the lock until it is rolled back. */
    private Connection lock(String sql) throws SQLException {
        Connection blocker = database.getConnection();
        blocker.setAutoCommit(false);
        try (var statement = blocker.createStatement()) {
            statement.execute(sql);
        }
        return blocker;
    }

    private void execute(String sql, Object... parameters) throws SQLException {
        try (var session = database.getConnection();
                var statement = session.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }
}
