package io.orgscribe.worker;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.NobodyExtracts;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.extraction.TestRuns;
import io.orgscribe.run.Claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Which run a replica takes next. */
@OrgscribeTest
@TestProfile(NobodyExtracts.class)
class ClaimsTest {

    private static final Duration LEASE = Duration.ofSeconds(10);

    @Inject
    RunClaims runs;

    @Inject
    AgroalDataSource database;

    @BeforeEach
    void empty() throws SQLException {
        execute("DELETE FROM run");
    }

    @Test
    void the_one_that_has_waited_longest_is_first_whichever_connection_it_is_of() throws SQLException {
        List<UUID> queued = queued(3);
        execute("UPDATE run SET not_before = not_before - interval '1 hour' WHERE id = ?", queued.get(2));
        execute("UPDATE run SET not_before = not_before + interval '1 hour' WHERE id = ?", queued.get(0));

        assertThat(claim(OptionalInt.empty())).contains(queued.get(2));
        assertThat(claim(OptionalInt.empty())).contains(queued.get(1));
        assertThat(claim(OptionalInt.empty())).as("not before its time").isEmpty();
    }

    @Test
    void the_cluster_works_on_no_more_than_it_may_however_many_claim_at_once() throws Exception {
        queued(6);
        var replicas = Executors.newFixedThreadPool(6);
        List<Optional<UUID>> claimed = new ArrayList<>();
        try {
            List<Callable<Optional<UUID>>> claims = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                claims.add(() -> claim(OptionalInt.of(2)));
            }
            for (Future<Optional<UUID>> claim : replicas.invokeAll(claims)) {
                claimed.add(claim.get());
            }
        } finally {
            replicas.shutdownNow();
        }

        assertThat(claimed.stream().flatMap(Optional::stream)).hasSize(2).doesNotHaveDuplicates();
        assertThat(claim(OptionalInt.of(3))).isPresent();
        assertThat(claim(OptionalInt.of(3))).isEmpty();
    }

    @Test
    void one_whose_owner_is_gone_counts_no_more_and_is_taken_over() throws SQLException {
        List<UUID> queued = queued(2);
        assertThat(claim(OptionalInt.of(1))).contains(queued.get(0));
        assertThat(claim(OptionalInt.of(1))).isEmpty();
        execute("UPDATE run SET lease_until = clock_timestamp() - interval '1 ms' WHERE id = ?", queued.get(0));

        assertThat(claim(OptionalInt.of(1))).contains(queued.get(0));
        assertThat(claim(OptionalInt.of(1))).isEmpty();
    }

    /** What an earlier owner has open in the database ends when another one takes over. */
    @Test
    void a_stalled_write_of_the_owner_before_is_cut_off() throws SQLException {
        UUID run = queued(1).get(0);
        claim(OptionalInt.empty());
        execute("UPDATE run SET lease_until = clock_timestamp() - interval '1 ms' WHERE id = ?", run);
        try (var stalled = database.getConnection();
                var statement = stalled.createStatement()) {
            stalled.setAutoCommit(false);
            statement.execute("SET LOCAL application_name = 'orgscribe " + run + " 1'");

            assertThat(claim(OptionalInt.empty())).contains(run);

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute("SELECT 1"))
                    .satisfies(e -> assertThat(e.getSQLState()).isIn("57P01", "08006", "08003"));
        } catch (SQLException closed) {
            // The session is gone, which closing it may tell once more.
            assertThat(closed.getSQLState()).startsWith("08");
        }
    }

    private Optional<UUID> claim(OptionalInt runsPerCluster) {
        return runs.claim("owner", LEASE, runsPerCluster).map(Claim::runId);
    }

    /** Each of its own connection. */
    private List<UUID> queued(int count) {
        List<UUID> queued = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String connection = TestRuns.connect("http://127.0.0.1:9", "id", "secret");
            queued.add(UUID.fromString(TestRuns.start(connection, Map.of())));
        }
        return queued;
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
