package io.orgscribe.extraction;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.sampleorg.Bill;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** What runs cost an org of 1,000 tables (400 custom) and 40,000 columns, as the strict sample org counts it. */
@OrgscribeTest
class CallsOfARunTest {

    private static final int TABLES = 1_000;
    private static final int COLUMNS = 40_000;
    private static final int CALLS_OF_DESCRIBES = TABLES / 25;

    @Inject
    AgroalDataSource database;

    private TestOrg org;
    private String connection;

    @BeforeEach
    void connect() {
        org = TestOrg.start(
                TestOrgSettings.standard().withPort(0).withTables(TABLES).withColumns(COLUMNS));
        connection = TestRuns.connect(org);
    }

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void every_kind_of_run_keeps_to_its_price() throws SQLException {
        JsonReply first = run(Map.of());
        assertThat(first.getInt("apiCalls")).isLessThanOrEqualTo(70);
        assertThat(first.getInt("columns")).isEqualTo(COLUMNS);
        List<String> rows = rows();

        JsonReply unchanged = run(Map.of());
        assertThat(unchanged.getInt("apiCalls")).isLessThanOrEqualTo(5);
        assertThat(unchanged.getInt("bill.notModified")).isEqualTo(1);
        assertThat(unchanged.getInt("tablesDone")).isEqualTo(TABLES);
        assertThat(unchanged.getLong("bill.bytesOnWire")).isLessThan(first.getLong("bill.bytesOnWire") / 100);
        assertThat(rows()).isEqualTo(rows);

        org.touchEverything();
        JsonReply touched = run(Map.of());
        assertThat(touched.getInt("apiCalls")).isLessThanOrEqualTo(50);
        assertThat(touched.getLong("revision")).isEqualTo(1);
        assertThat(rows()).as("nothing but dates has changed").isEqualTo(rows);

        org.changeTables(TABLES / 100);
        JsonReply changed = run(Map.of());
        assertThat(changed.getInt("apiCalls")).isLessThanOrEqualTo(55);
        assertThat(changed.getInt("bill.byKind.describe")).isEqualTo(CALLS_OF_DESCRIBES);
        assertThat(changed.getInt("bill.notModified")).isEqualTo(TABLES - TABLES / 100);
        assertThat(changed.getInt("changes.changed")).isEqualTo(TABLES / 100);

        org.changeTables(TABLES / 100);
        JsonReply quick = run(Map.of("mode", "quick"));
        assertThat(quick.getInt("apiCalls")).isLessThanOrEqualTo(12);
        assertThat(quick.getString("coverage")).isEqualTo("quick");
        assertThat(quick.getInt("changes.changed")).isEqualTo(TABLES / 100);

        JsonReply told = TestRuns.dryRun(connection, Map.of("mode", "full"));
        int full = run(Map.of("mode", "full")).getInt("apiCalls");
        assertThat(full)
                .isLessThanOrEqualTo(70)
                .isBetween(told.getInt("calls.atLeast") - 5, told.getInt("calls.atMost"));
    }

    private JsonReply run(Map<String, Object> body) {
        org.resetBill();
        JsonReply run = TestRuns.extract(connection, body);
        assertThat(run.getString("status"))
                .as(() -> run.prettify() + TestRuns.failures(run.getString("id")))
                .isEqualTo("succeeded");
        assertThat((long) run.getInt("apiCalls")).isEqualTo(org.bill().counted());
        assertThat(org.bill().calls(Bill.Kind.DESCRIBE))
                .as("25 a call, never one")
                .isZero();
        return run;
    }

    /** Of each table of the catalog how many rows there are, and which transaction has written the newest. */
    private List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String table : List.of(
                "catalog_table",
                "catalog_column",
                "catalog_table_history",
                "catalog_column_history",
                "catalog_child_relationship_delta",
                "catalog_change",
                "catalog_revision",
                "catalog_picklist",
                "catalog_record_count")) {
            try (var db = database.getConnection();
                    var query = db.prepareStatement("SELECT count(*) || ' rows, newest of ' ||"
                            + " coalesce(max(CAST(CAST(xmin AS text) AS bigint)), 0) FROM " + table
                            + " WHERE connection_id = CAST(? AS uuid)")) {
                query.setString(1, connection);
                try (var row = query.executeQuery()) {
                    row.next();
                    rows.add(table + ": " + row.getString(1));
                }
            }
        }
        return rows;
    }
}
