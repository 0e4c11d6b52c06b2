package io.orgscribe.worker;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import io.orgscribe.NobodyExtracts;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.catalog.CatalogFixture;
import io.orgscribe.extraction.TestRuns;

import static io.orgscribe.catalog.CatalogFixture.column;
import static io.orgscribe.catalog.CatalogFixture.table;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What is left of a connection that was deleted, and of its neighbour. */
@OrgscribeTest
@TestProfile(NobodyExtracts.class)
class ConnectionDeletionTest {

    /** More than are deleted at once. */
    private static final int RUNS = 250;

    @Inject
    ConnectionDeletion deletion;

    @Inject
    CatalogFixture catalog;

    @Test
    void everything_of_it_goes_and_nothing_of_another_one() throws SQLException {
        UUID deleted = filled();
        UUID other = filled();
        List<String> before = rows(other);
        assertThat(rows(deleted))
                .isEqualTo(before)
                .contains("run " + (RUNS + 1), "staged_picklist 1", "catalog_column 1");

        delete(deleted);

        assertThat(rows(deleted)).isEmpty();
        given().get("/api/v1/connections/" + deleted).then().statusCode(404);
        assertThat(rows(other)).isEqualTo(before);
        delete(other);
    }

    private void delete(UUID connection) {
        given().delete("/api/v1/connections/" + connection).then().statusCode(202);
        deletion.sweep();
    }

    /** With a catalog, ended runs that have failures, and a queued one that has staged something. */
    private UUID filled() throws SQLException {
        UUID connection = UUID.fromString(TestRuns.connect("http://127.0.0.1:9", "id", "secret"));
        catalog.reconcile(connection, table("Account", column("Id")));
        String queued = TestRuns.start(connection.toString(), Map.of());
        catalog.execute("INSERT INTO staged_picklist (connection_id, run_id, epoch, batch, hash, entries)"
                + " VALUES ('" + connection + "', '" + queued + "', 1, 1, gen_random_uuid(), '[]')");
        catalog.execute(
                "INSERT INTO run (id, connection_id, trigger, mode, coverage, status, not_before, created_at, finished_at)"
                        + " SELECT gen_random_uuid(), '" + connection
                        + "', 'api', 'quick', 'quick', 'partial', now(), now(), now()"
                        + " FROM generate_series(1, " + RUNS + ")");
        catalog.execute("INSERT INTO run_failure (run_id, table_name, cause, attempts, message, remedy)"
                + " SELECT id, 'A', 'timeout', 1, '', '' FROM run WHERE connection_id = '" + connection
                + "' AND status = 'partial'");
        return connection;
    }

    /** Of each table that has rows of the connection, how many. */
    private List<String> rows(UUID connection) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String table : catalog.values("SELECT c.table_name FROM information_schema.columns c"
                + " JOIN information_schema.tables t USING (table_schema, table_name) WHERE c.table_schema = 'public'"
                + " AND c.column_name = 'connection_id' AND t.table_type = 'BASE TABLE' ORDER BY 1")) {
            String count = catalog.values(
                            "SELECT count(*) FROM " + table + " WHERE connection_id = '" + connection + "'")
                    .get(0);
            if (!count.equals("0")) {
                rows.add(table + " " + count);
            }
        }
        return rows;
    }
}
