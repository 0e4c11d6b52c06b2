package io.orgscribe.extraction;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.sampleorg.Bill;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

@OrgscribeTest
class ExtractionTest {

    private static final int TABLES = 60;

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
    void a_run_brings_every_table_and_column_of_the_org() throws SQLException {
        JsonReply run = TestRuns.extract(connection);

        assertThat(run.getString("status")).isEqualTo("succeeded");
        assertThat(run.getInt("tablesTotal")).isEqualTo(TABLES);
        assertThat(run.getInt("tablesDone")).isEqualTo(TABLES);
        assertThat(run.getInt("columns")).isEqualTo((int) org.columns());
        assertThat(run.getLong("revision")).isEqualTo(1);
        assertThat(rows("SELECT name FROM catalog_table WHERE connection_id = ?"))
                .containsExactlyInAnyOrderElementsOf(org.tables());
        assertThat(count("catalog_column")).isEqualTo(org.columns());
        assertThat(count("catalog_change")).isZero();
        // Cleared once the run has ended.
        await().until(() ->
                count("staged_table") + count("staged_column") + count("staged_picklist") + count("staged_object")
                        == 0);
    }

    @Test
    void the_bill_is_what_the_org_has_counted() {
        JsonReply run = TestRuns.extract(connection);

        assertThat(run.getInt("apiCalls")).isEqualTo((int) org.bill().counted());
        assertThat(run.getInt("bill.byKind.describe")).isEqualTo((TABLES + 24) / 25);
        assertThat(run.getMap("bill.byKind"))
                .as("the token reply names the user")
                .doesNotContainKey("identity");
        assertThat(run.getLong("bill.bytesUnpacked")).isGreaterThan(run.getLong("bill.bytesOnWire"));
    }

    @Test
    void an_unchanged_org_writes_no_row() throws SQLException {
        TestRuns.extract(connection);
        List<String> before = everything();

        JsonReply run = TestRuns.extract(connection);

        assertThat(run.getString("status")).isEqualTo("succeeded");
        assertThat(run.getLong("revision")).isEqualTo(1);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void the_next_api_version_alone_is_no_change() throws SQLException {
        TestRuns.extract(connection);
        org.nextApiVersion();

        JsonReply run = TestRuns.extract(connection);

        assertThat(run.getString("apiVersion")).isEqualTo(org.highestVersion() + ".0");
        assertThat(run.getLong("revision")).isEqualTo(1);
        assertThat(count("catalog_change")).isZero();
        assertThat(count("catalog_column_history")).isZero();
    }

    @Test
    void a_table_that_cannot_be_read_is_a_failure_and_is_not_removed() throws SQLException {
        TestRuns.extract(connection);
        org.faults().onTable("Account", Fault.forbidden());
        org.edit().relabel("Contact", "Email", "Mail");

        JsonReply run = TestRuns.extract(connection);

        assertThat(run.getString("status")).isEqualTo("partial");
        assertThat(run.getInt("tablesFailed")).isEqualTo(1);
        assertThat(TestRuns.failures(run.getString("id")))
                .singleElement()
                .satisfies(
                        f -> assertThat(f).containsEntry("table", "Account").containsEntry("cause", "access_denied"));
        assertThat(rows("SELECT table_name || '.' || column_name || ' ' || attribute FROM catalog_change"
                        + " WHERE connection_id = ?"))
                .containsExactly("Contact.Email label");
    }

    @Test
    void a_run_over_named_tables_reads_only_those_and_touches_nothing_else() throws SQLException {
        TestRuns.extract(connection);
        List<String> others = catalogWithout("Account");
        org.edit().relabel("Account", "Industry", "Branch");
        org.edit().relabel("Lead", "Industry", "Branch");
        org.edit().removeTable("Product2");
        org.resetBill();

        JsonReply run = TestRuns.extract(connection, Map.of("tables", List.of("account", "Contact")));

        assertThat(run.getString("status")).isEqualTo("succeeded");
        assertThat(run.getString("coverage")).isEqualTo("tables");
        assertThat(run.getInt("tablesDone")).isEqualTo(2);
        assertThat(org.bill().calls(Bill.Kind.DESCRIBE_GLOBAL)).isZero();
        assertThat(rows("SELECT table_name || '.' || column_name || ' ' || attribute FROM catalog_change"
                        + " WHERE connection_id = ?"))
                .containsExactly("Account.Industry label");
        assertThat(catalogWithout("Account")).isEqualTo(others);
    }

    @Test
    void a_cancelled_run_ends_within_4_seconds_and_keeps_the_old_catalog() throws SQLException {
        TestRuns.extract(connection);
        List<String> before = everything();
        org.evolve();
        org.faults().onTable("Account", new Fault.Hang(0));
        String run = TestRuns.start(connection, Map.of());
        await().until(() -> "describe".equals(TestRuns.read(run).getString("stage")));

        long asked = System.nanoTime();
        given().post("/api/v1/runs/" + run + "/cancel").then().statusCode(202);
        JsonReply ended = TestRuns.awaitEnd(run);

        assertThat((System.nanoTime() - asked) / 1e9).isLessThan(4);
        assertThat(ended.getString("status")).isEqualTo("cancelled");
        assertThat(everything()).isEqualTo(before);
        assertThat(count("staged_table")).isZero();
    }

    @Test
    void another_org_behind_the_host_stops_the_run_before_it_stages() throws SQLException {
        TestRuns.extract(connection);
        int port = org.port();
        org.close();
        org = TestOrg.start(TestOrgSettings.standard()
                .withPort(port)
                .withTables(TABLES)
                .withOrgId("00D000000000999EAA")
                .withOrgName("Refreshed"));

        JsonReply run = TestRuns.extract(connection);

        assertThat(run.getString("error.cause")).isEqualTo("different_org");
        assertThat(count("staged_table")).isZero();
    }

    @Test
    void sessions_that_end_in_the_middle_are_renewed_once() {
        org.faults().onTable("Account", 1, new Fault.ExpiredSession());

        JsonReply run = TestRuns.extract(connection);

        assertThat(run.getString("status")).isEqualTo("succeeded");
    }

    @Test
    void two_runs_of_a_connection_at_once_are_refused_naming_the_first() {
        org.faults().onPath("/composite", 1, new Fault.Hang(0));
        String first = TestRuns.start(connection, Map.of());

        given().contentType("application/json")
                .body("{}")
                .post("/api/v1/connections/" + connection + "/runs")
                .then()
                .statusCode(409)
                .body("cause", equalTo("run_active"))
                .body("detail", containsString(first));
        given().post("/api/v1/runs/" + first + "/cancel");
        TestRuns.awaitEnd(first);
    }

    @Test
    void a_deleted_connection_says_how_much_goes_and_goes_in_the_background() throws SQLException {
        TestRuns.extract(connection);

        given().delete("/api/v1/connections/" + connection)
                .then()
                .statusCode(202)
                .body("goes.tables", equalTo(TABLES))
                .body("goes.runs", equalTo(1));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> given().get("/api/v1/connections/" + connection).statusCode() == 404);
        assertThat(count("catalog_column") + count("catalog_table") + count("run"))
                .isZero();
    }

    private static final Set<String> CATALOG = Set.of(
            "catalog_revision",
            "catalog_table",
            "catalog_column",
            "catalog_table_history",
            "catalog_column_history",
            "catalog_child_relationship_delta",
            "catalog_picklist",
            "catalog_change");

    private List<String> everything() throws SQLException {
        List<String> all = new ArrayList<>();
        for (String table : CATALOG.stream().sorted().collect(Collectors.toList())) {
            all.addAll(rows("SELECT '" + table + " ' || xmin || ' ' || ctid FROM " + table
                    + " WHERE connection_id = ? ORDER BY ctid"));
        }
        return all;
    }

    private List<String> catalogWithout(String table) throws SQLException {
        return rows("SELECT t.name || ' ' || t.xmin || ' ' || string_agg(c.xmin::text, ' ' ORDER BY c.id)"
                + " FROM catalog_table t JOIN catalog_column c ON c.table_id = t.id"
                + " WHERE t.connection_id = ? AND t.name <> '" + table + "' GROUP BY t.id, t.xmin ORDER BY t.id");
    }

    private long count(String table) throws SQLException {
        return Long.parseLong(rows("SELECT count(*) FROM " + table + " WHERE connection_id = ?")
                .get(0));
    }

    private List<String> rows(String sql) throws SQLException {
        try (var jdbc = database.getConnection();
                var statement = jdbc.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(connection));
            var result = statement.executeQuery();
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }
}
