package io.orgscribe.lineage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.extraction.TestRuns;
import io.orgscribe.samplemodel.SampleLineage;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What is told of a real run's formulas is what the sample org says of them, in both directions. */
@OrgscribeTest
class LineageTest {

    private static final int TABLES = 60;

    @Test
    void both_directions_agree_with_the_orgs_own_truth() {
        try (TestOrg org = TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(TABLES))) {
            String connection = TestRuns.connect(org);
            TestRuns.extract(connection);
            Map<String, String> ids = columns(connection);
            Map<String, SampleLineage.Truth> truth = org.lineage();
            assertThat(truth).hasSizeGreaterThan(60);

            Map<String, Set<String>> readers = new TreeMap<>();
            truth.forEach((column, expected) -> {
                JsonReply lineage = get("/columns/" + ids.get(column) + "/lineage");
                List<Map<String, Object>> upstream = lineage.getList("upstream");
                Set<String> read = upstream.stream()
                        .filter(step -> (boolean) step.get("resolved"))
                        .map(step -> step.get("table") + "." + step.get("column"))
                        .collect(Collectors.toCollection(TreeSet::new));
                if (expected.parses()) {
                    assertThat(read).as(column).isEqualTo(new TreeSet<>(expected.reads()));
                    assertThat(upstream.stream()
                                    .filter(step -> step.get("reason") != null
                                            && !step.get("reason").equals("not_a_column"))
                                    .map(step -> step.get("path")))
                            .as(column)
                            .containsExactlyInAnyOrderElementsOf(expected.unresolved());
                } else {
                    assertThat(upstream)
                            .as(column)
                            .anySatisfy(step -> assertThat(step).containsEntry("reason", "unparsable"));
                }
                read.forEach(target ->
                        readers.computeIfAbsent(target, key -> new TreeSet<>()).add(column));
            });
            readers.forEach((target, expected) -> assertThat(downstream(ids.get(target), truth.keySet()))
                    .as(target)
                    .isEqualTo(expected));
            assertThat(readers).hasSizeGreaterThan(50);
            assertThat(uses(connection, "Account.Industry", truth.keySet())).isEqualTo(readers.get("Account.Industry"));
        }
    }

    /** Person Accounts have formulas twice; the truth leaves the copies out. */
    private static Set<String> downstream(String column, Set<String> known) {
        return get("/columns/" + column + "/lineage").<Map<String, Object>>getList("downstream").stream()
                .map(reader -> reader.get("table") + "." + reader.get("column"))
                .filter(known::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> uses(String connection, String column, Set<String> known) {
        return get("/columns?connection=" + connection + "&uses=" + column)
                .<Map<String, Object>>getList("items")
                .stream()
                .map(reader -> reader.get("table") + "." + reader.get("name"))
                .filter(known::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> columns(String connection) {
        Map<String, String> ids = new HashMap<>();
        String next = "";
        do {
            JsonReply page = get("/columns?limit=1000&removed=all&excluded=all&fields=id,table,name&connection="
                    + connection + next);
            page.<Map<String, String>>getList("items")
                    .forEach(column -> ids.put(column.get("table") + "." + column.get("name"), column.get("id")));
            next = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
        } while (next != null);
        return ids;
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
