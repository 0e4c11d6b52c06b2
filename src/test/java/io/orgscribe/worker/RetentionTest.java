package io.orgscribe.worker;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.SoonAndShort;
import io.orgscribe.catalog.RecordCounts;
import io.orgscribe.catalog.Staging;
import io.orgscribe.extraction.ServedCatalog;
import io.orgscribe.extraction.TestRuns;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What goes when it is old, and what stays. */
@OrgscribeTest
@TestProfile(SoonAndShort.class)
class RetentionTest {

    @Inject
    Retention retention;

    @Inject
    Staging staging;

    @Inject
    RecordCounts counts;

    @Inject
    AgroalDataSource database;

    private TestOrg org;
    private String connection;

    @BeforeEach
    void connect() {
        org = TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(30));
        connection = TestRuns.connect(org);
    }

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void runs_go_with_their_failures_but_the_newest_stays() throws SQLException {
        List<String> runs = List.of(extracted(), extracted(), extracted(), extracted());
        age("finished_at", "run", 40);

        retention.sweep();

        assertThat(runs()).containsExactly(runs.get(3));
        given().get("/api/v1/runs/" + runs.get(0)).then().statusCode(404);
    }

    @Test
    void failures_go_before_their_run() throws SQLException {
        org.faults().onTable("Contact", Fault.serverError());
        String old = extracted();
        String recent = extracted();
        execute("UPDATE run SET finished_at = finished_at - interval '11 days' WHERE id = ?", UUID.fromString(old));

        retention.sweep();

        assertThat(TestRuns.failures(old)).isEmpty();
        assertThat(TestRuns.read(old).getInt("tablesFailed")).isEqualTo(1);
        assertThat(TestRuns.failures(recent)).hasSize(1);
    }

    @Test
    void changes_go_where_that_is_asked_for_and_the_past_can_be_told_all_the_same() throws SQLException {
        extracted();
        String before = asOfNow();
        org.edit().relabel("Contact", org.definedFields("Contact").get(3).name(), "New label");
        org.edit().relabel("Account", org.definedFields("Account").get(3).name(), "Other label");
        extracted();
        assertThat(ServedCatalog.changes(connection)).isNotEmpty();
        String then = columns(before);
        age("at", "catalog_change", 21);

        retention.sweep();

        assertThat(ServedCatalog.changes(connection)).isEmpty();
        assertThat(columns(before)).isEqualTo(then).doesNotContain("New label");
    }

    @Test
    void record_counts_go_but_the_newest_of_each_table() throws SQLException {
        extracted();
        UUID id = UUID.fromString(connection);
        Map<String, Long> newest = counts.newest(id);
        for (int days : new int[] {1, 3, 800, 900}) {
            execute(
                    "INSERT INTO catalog_record_count SELECT connection_id, name_key, day - " + days
                            + ", count + 1 FROM catalog_record_count c WHERE connection_id = ? AND NOT EXISTS (SELECT FROM"
                            + " catalog_record_count n WHERE n.connection_id = c.connection_id"
                            + " AND n.name_key = c.name_key AND n.day > c.day)",
                    id);
        }
        execute("INSERT INTO catalog_record_count VALUES (?, 'gone__c', '2020-01-01', 5)", id);
        newest.put("gone__c", 5L);
        assertThat(counts.newest(id)).hasSizeGreaterThan(10).isEqualTo(newest);

        retention.sweep();

        assertThat(counts.newest(id)).isEqualTo(newest);
        assertThat(rows("catalog_record_count")).isEqualTo(3 * (newest.size() - 1) + 1);
    }

    private long rows(String table) throws SQLException {
        try (var session = database.getConnection();
                var statement =
                        session.prepareStatement("SELECT count(*) FROM " + table + " WHERE connection_id = ?")) {
            statement.setObject(1, UUID.fromString(connection));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Test
    void what_a_kill_has_left_staged_goes_and_what_an_active_run_needs_stays() throws SQLException {
        UUID ended = UUID.fromString(extracted());
        stage(ended);
        UUID removed = UUID.randomUUID();
        stage(removed);
        UUID paused = UUID.fromString(extracted());
        stage(paused);
        execute(
                "UPDATE run SET status = 'paused', finished_at = NULL, not_before = clock_timestamp() - interval '9 days'"
                        + " WHERE id = ?",
                paused);

        retention.sweep();
        assertThat(staging.runs()).containsExactly(paused);

        execute("UPDATE run SET not_before = not_before - interval '2 days' WHERE id = ?", paused);
        retention.sweep();
        assertThat(staging.runs()).isEmpty();
    }

    @Test
    void entries_of_the_audit_go_after_400_days() throws SQLException {
        String insert =
                "INSERT INTO audit_entry SELECT gen_random_uuid(), now() - CAST(? AS interval), 'Retention', actor_via,"
                        + " actor_id, action, target_type, target_id, target_name, address FROM audit_entry LIMIT 1";
        execute(insert, "399 days");
        for (int i = 0; i < 3; i++) {
            execute(insert, "401 days");
        }

        retention.sweep();

        List<String> left =
                given().get("/api/v1/audit?actor=Retention").as(JsonReply.class).getList("items.at");
        assertThat(left).hasSize(1);
    }

    @Test
    void while_another_replica_removes_this_one_does_not() throws SQLException {
        List<String> runs = List.of(extracted(), extracted());
        age("finished_at", "run", 40);
        try (var other = database.getConnection()) {
            other.setAutoCommit(false);
            try (var lock = other.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
                lock.setLong(1, 0x6f72_6773_6372_0002L);
                lock.execute();
            }

            retention.sweep();

            assertThat(runs()).hasSize(runs.size());
            other.rollback();
        }
        retention.sweep();
        assertThat(runs()).hasSize(1);
    }

    private String extracted() {
        return TestRuns.extract(connection).getString("id");
    }

    private List<String> runs() {
        return given().get("/api/v1/connections/" + connection + "/runs")
                .as(JsonReply.class)
                .getList("items.id");
    }

    private String asOfNow() {
        return given().get("/api/v1/connections/" + connection + "/tables?limit=1")
                .as(JsonReply.class)
                .getString("asOf.at");
    }

    private String columns(String asOf) {
        return given().queryParam("asOf", asOf)
                .queryParam("limit", 1000)
                .get("/api/v1/connections/" + connection + "/tables")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private void stage(UUID run) throws SQLException {
        for (int i = 0; i < 3; i++) {
            execute(
                    "INSERT INTO staged_object (connection_id, run_id, epoch, name, included) VALUES (?, ?, 1, 'T" + i
                            + "', true)",
                    UUID.fromString(connection),
                    run);
        }
    }

    private void age(String column, String table, int days) throws SQLException {
        execute(
                "UPDATE " + table + " SET " + column + " = " + column + " - interval '" + days
                        + " days' WHERE connection_id = ?",
                UUID.fromString(connection));
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
