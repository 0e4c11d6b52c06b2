package io.orgscribe.worker;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.NobodyExtracts;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.extraction.TestRuns;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Many requests at once, with fewer connections in the pool: none holds one while it waits for another. */
@OrgscribeTest
@TestProfile(NobodyExtracts.class)
class BusyPoolTest {

    private static final int AT_ONCE = 30;
    private static final int FREE = 5;

    @Inject
    AgroalDataSource database;

    @Inject
    ConnectionDeletion deletion;

    private final List<String> connections = new ArrayList<>();
    private final List<String> runs = new ArrayList<>();
    private final List<Connection> taken = new ArrayList<>();

    @BeforeEach
    void fill() throws SQLException {
        for (int i = 0; i < AT_ONCE; i++) {
            connections.add(TestRuns.connect("http://127.0.0.1:9", "id", "secret"));
            runs.add(TestRuns.start(connections.get(i), Map.of()));
        }
        var pool = database.getConfiguration().connectionPoolConfiguration();
        for (int i = 0; i < pool.maxSize() - FREE; i++) {
            taken.add(database.getConnection());
        }
    }

    @AfterEach
    void empty() throws SQLException {
        for (Connection connection : taken) {
            connection.close();
        }
        connections.forEach(connection -> given().delete("/api/v1/connections/" + connection));
        deletion.sweep();
    }

    @Test
    void thirty_cancels() throws Exception {
        assertThat(atOnce(
                        runs,
                        run -> given().post("/api/v1/runs/" + run + "/cancel").statusCode()))
                .containsOnly(202);

        assertThat(runs)
                .allSatisfy(run ->
                        assertThat(TestRuns.read(run).getString("status")).isEqualTo("cancelled"));
    }

    @Test
    void thirty_deletions() throws Exception {
        assertThat(atOnce(
                        connections,
                        connection -> given().delete("/api/v1/connections/" + connection)
                                .statusCode()))
                .containsOnly(202);

        assertThat(runs)
                .allSatisfy(run ->
                        assertThat(TestRuns.read(run).getString("status")).isEqualTo("cancelled"));
    }

    /** Each of them succeeds before one that got no connection would have been refused. */
    private List<Integer> atOnce(List<String> ids, Function<String, Integer> request) throws Exception {
        List<Callable<Integer>> requests = new ArrayList<>();
        ids.forEach(id -> requests.add(() -> request.apply(id)));
        ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
        List<Integer> statuses = new ArrayList<>();
        long start = System.nanoTime();
        try {
            for (Future<Integer> reply : clients.invokeAll(requests)) {
                statuses.add(reply.get());
            }
        } finally {
            clients.shutdownNow();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isLessThan(database.getConfiguration()
                        .connectionPoolConfiguration()
                        .acquisitionTimeout());
        return statuses;
    }
}
