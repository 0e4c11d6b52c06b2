package io.orgscribe.extraction;

import java.sql.SQLException;
import java.util.Map;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.OrgscribeTest;
import io.orgscribe.sampleorg.SampleOrg;
import io.orgscribe.sampleorg.SampleOrgSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** What runs cost an org of 1,000 tables and 40,000 columns, as the strict sample org counts it. */
@OrgscribeTest
class CallsOfARunTest {

    @Inject
    AgroalDataSource database;

    private SampleOrg org;
    private String connection;

    @BeforeEach
    void connect() {
        org = SampleOrg.start(
                SampleOrgSettings.standard().withPort(0).withTables(1_000).withColumns(40_000));
        connection = TestRuns.connect(org);
    }

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void every_kind_of_run_keeps_to_its_price() throws SQLException {
        JsonPath first = run(Map.of());
        System.err.println("FIRST " + first.getMap("bill") + first.getList("notices") + " "
                + first.getString("startedAt") + " " + first.getString("finishedAt"));
        JsonPath unchanged = run(Map.of());
        System.err.println("UNCHANGED " + unchanged.getMap("bill"));
        org.touchEverything();
        JsonPath touched = run(Map.of());
        System.err.println("TOUCHED " + touched.getMap("bill") + touched.getString("revision"));
        org.changeTables(10);
        JsonPath changed = run(Map.of());
        System.err.println("CHANGED " + changed.getMap("bill") + changed.getMap("changes"));
        org.changeTables(10);
        JsonPath quick = run(Map.of("mode", "quick"));
        System.err.println("QUICK " + quick.getMap("bill") + quick.getMap("changes"));
        assertThat(first.getInt("apiCalls")).isLessThanOrEqualTo(70);
    }

    private JsonPath run(Map<String, Object> body) {
        org.resetBill();
        JsonPath run = TestRuns.extract(connection, body);
        assertThat(run.getString("status"))
                .as(() -> TestRuns.failures(run.getString("id")) + " " + run.get("error"))
                .isEqualTo("succeeded");
        assertThat((long) run.getInt("apiCalls")).isEqualTo(org.bill().counted());
        return run;
    }
}
