package io.orgscribe.extraction;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.agroal.api.AgroalDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.sampleorg.SampleOrgClient;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Runs stop at what they may spend, keep what they have read, and go on from there. */
@OrgscribeTest
class BudgetTest {

    private static final int TABLES = 700;
    private static final int CALLS = 20;

    @Inject
    AgroalDataSource database;

    private TestOrg org;
    private String connection;

    @BeforeEach
    void connect() {
        org = TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(TABLES));
        connection = TestRuns.connect(org);
    }

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void twenty_calls_an_attempt_bring_the_whole_catalog_in_a_few_attempts_and_read_no_table_twice() throws Exception {
        budget(Map.of("callsPerAttempt", CALLS));
        String run = TestRuns.start(connection, Map.of());
        List<Integer> spent = new ArrayList<>();
        JsonReply now = rest(run);
        while (now.getString("status").equals("paused")) {
            spent.add(now.getInt("apiCalls"));
            assertThat(now.getString("error.cause")).isEqualTo("budget_reached");
            assertThat(now.getString("error.remedy")).contains("/resume");
            given().post("/api/v1/runs/" + run + "/resume").then().statusCode(202);
            now = rest(run);
        }
        spent.add(now.getInt("apiCalls"));

        assertThat(now.getString("status")).isEqualTo("succeeded");
        assertThat(now.getString("error")).isNull();
        assertThat(now.getInt("attempt")).isBetween(3, 6);
        int before = 0;
        for (int sum : spent) {
            assertThat(sum - before).isBetween(1, CALLS);
            before = sum;
        }
        assertThat((long) before).isEqualTo(org.bill().counted());
        assertThat(now.getInt("bill.byKind.describe"))
                .as("no table is described twice")
                .isEqualTo(TABLES / 25);
        Map<String, JsonNode> columns = ServedCatalog.columns(connection);
        org.tables()
                .forEach(table -> org.definedFields(table)
                        .forEach(field -> assertThat(columns).containsKey(table + "." + field.name())));
        assertThat(new SampleOrgClient(org).loggedIn().describes()).hasSameSizeAs(ServedCatalog.tables(connection));
    }

    @Test
    void the_orgs_reserve_is_left_to_others() {
        budget(Map.of("orgReservePercent", 50));
        org.setUsedCalls(org.settings().dailyCalls() / 2 - 10);

        String run = TestRuns.start(connection, Map.of());
        JsonReply paused = rest(run);

        assertThat(paused.getString("status")).isEqualTo("paused");
        assertThat(paused.getString("error.cause")).isEqualTo("org_reserve_reached");
        assertThat(org.bill().counted()).isBetween(9L, 10L);
        org.setUsedCalls(0);
        given().post("/api/v1/runs/" + run + "/resume").then().statusCode(202);
        assertThat(TestRuns.awaitEnd(run).getString("status")).isEqualTo("succeeded");
    }

    @Test
    void a_paused_run_is_the_connections_active_one_and_can_be_cancelled() throws SQLException {
        budget(Map.of("callsPerAttempt", CALLS));
        String run = TestRuns.start(connection, Map.of());
        rest(run);
        assertThat(staged(run)).isPositive();

        given().contentType(JSON)
                .body(Map.of())
                .post("/api/v1/connections/" + connection + "/runs")
                .then()
                .statusCode(409);
        given().post("/api/v1/runs/" + run + "/cancel").then().statusCode(202);

        assertThat(TestRuns.read(run).getString("status")).isEqualTo("cancelled");
        assertThat(staged(run)).as("what it has staged is forgotten").isZero();
        assertThat(given().post("/api/v1/runs/" + run + "/resume")
                        .then()
                        .statusCode(409)
                        .extract()
                        .<String>path("cause"))
                .isEqualTo("run_not_paused");
    }

    private int staged(String run) throws SQLException {
        try (var db = database.getConnection();
                var query = db.prepareStatement(
                        "SELECT (SELECT count(*) FROM staged_table WHERE run_id = r)"
                                + " + (SELECT count(*) FROM staged_column WHERE run_id = r)"
                                + " + (SELECT count(*) FROM staged_step WHERE run_id = r) FROM (SELECT CAST(? AS uuid) AS r) x")) {
            query.setString(1, run);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private void budget(Map<String, Object> budget) {
        TestRuns.patch(connection, "budget", budget);
    }

    /** The run once nobody works on it. */
    private static JsonReply rest(String run) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> TestRuns.read(run),
                        r -> !List.of("queued", "running").contains(r.getString("status")));
    }
}
