package io.orgscribe.quality;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.catalog.CatalogFixture;
import io.orgscribe.catalog.CatalogUpkeep;
import io.orgscribe.catalog.ColumnReading;
import io.orgscribe.catalog.Json;
import io.orgscribe.catalog.QualityMeasure;
import io.orgscribe.extraction.TestRuns;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static io.orgscribe.catalog.CatalogFixture.column;
import static io.orgscribe.catalog.CatalogFixture.table;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What is counted is what is listed, of each revision. */
@OrgscribeTest
class QualityTest {

    @Inject
    CatalogFixture catalog;

    @Inject
    CatalogUpkeep upkeep;

    @Test
    void counts_of_a_real_run_are_those_of_the_lists() {
        try (TestOrg org = TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(60))) {
            String connection = TestRuns.connect(org);
            TestRuns.extract(connection);

            // A run has succeeded when its revision stands; it is counted right after.
            JsonReply report = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> get("/connections/" + connection + "/quality"),
                            reply -> reply.getInt("revision") == 1);

            Map<String, Integer> counts = report.getMap("counts");
            Map<String, String> lists = report.getMap("lists");
            assertThat(lists.keySet())
                    .containsExactlyElementsOf(Stream.of(QualityMeasure.values())
                            .map(QualityMeasure::code)
                            .toList());
            lists.forEach((measure, list) ->
                    assertThat(size(list.replace("/api/v1", ""))).as(measure).isEqualTo(counts.get(measure)));
            assertThat(size("/columns?connection=" + connection)).isEqualTo(counts.get("columns"));
            assertThat(size("/columns?custom=true&connection=" + connection)).isEqualTo(counts.get("customColumns"));
            assertThat(size("/columns?custom=true&description=absent&connection=" + connection))
                    .isEqualTo(counts.get("undocumented"));
            assertThat(size("/columns?custom=true&helpText=absent&connection=" + connection))
                    .isEqualTo(counts.get("withoutHelpText"));
            assertThat(size("/columns?hidden=true&connection=" + connection)).isEqualTo(counts.get("hidden"));
            assertThat(counts.values()).filteredOn(count -> count == 0).hasSizeLessThan(3);
        }
    }

    @Test
    void a_value_that_has_gone_is_told_until_it_comes_back() throws SQLException {
        UUID connection = catalog.connection();
        catalog.reconcile(connection, table("Account", picklist("a", "b", "c")));
        catalog.reconcile(connection, table("Account", picklist("a")));
        catalog.reconcile(connection, table("Account", picklist("a", "c")));
        upkeep.catchUp();

        JsonReply report = get("/connections/" + connection + "/quality");

        assertThat(report.<Object>getList("disappeared.value")).containsExactly("b");
        assertThat(report.getString("disappeared[0].column")).isEqualTo("Kind__c");
        assertThat(report.getInt("counts.disappearedPicklistValues")).isEqualTo(1);
    }

    @Test
    void each_revision_is_counted_by_itself() throws SQLException {
        UUID connection = catalog.connection();
        catalog.reconcile(connection, table("Account", column("A__c", Map.of("custom", true))));
        upkeep.catchUp();
        catalog.reconcile(
                connection,
                Set.of(),
                table(
                        "Account",
                        column("A__c", Map.of("custom", true, "helpText", "now")),
                        column("B__c", Map.of("formula", "C__c"))));
        upkeep.catchUp();
        upkeep.catchUp();

        JsonReply report = get("/connections/" + connection + "/quality");

        assertThat(report.<Map<String, Map<String, Integer>>>getList("trend").stream()
                        .map(point -> point.get("counts").get("withoutHelpText") + "/"
                                + point.get("counts").get("unresolved"))
                        .collect(Collectors.toList()))
                .isEqualTo(List.of("0/1", "1/0"));
        assertThat(get("/connections/" + catalog.connection() + "/quality").getInt("revision"))
                .isZero();
        given().get("/api/v1/connections/" + UUID.randomUUID() + "/quality")
                .then()
                .statusCode(404);
        given().get("/api/v1/connections/" + connection + "/quality?depth=2")
                .then()
                .statusCode(400);
    }

    private static ColumnReading picklist(String... values) {
        return column(
                "Kind__c",
                Map.of(
                        "type",
                        "picklist",
                        "picklist",
                        new Json(Stream.of(values)
                                .map(value -> "{\"value\": \"" + value + "\", \"label\": \"" + value + "\"}")
                                .collect(Collectors.joining(",", "[", "]")))));
    }

    private static int size(String path) {
        int size = 0;
        String next = "";
        do {
            JsonReply page = get(path + "&limit=1000&fields=id" + next);
            size += page.getList("items").size();
            next = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
        } while (next != null);
        return size;
    }

    private static JsonReply get(String path) {
        return JsonReply.from(given().urlEncodingEnabled(false)
                .get("/api/v1" + path)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }
}
