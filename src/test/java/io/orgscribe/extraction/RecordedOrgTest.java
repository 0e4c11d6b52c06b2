package io.orgscribe.extraction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.agroal.api.AgroalDataSource;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.salesforce.Recordings;

import static org.assertj.core.api.Assertions.assertThat;

/** Real describes through the whole run into the catalog, against an independent reading as plain trees. */
@OrgscribeTest
class RecordedOrgTest {

    private static final int STATES = Integer.getInteger("recorded.states", 2);
    private static final long SEED = Integer.getInteger("recorded.seed", 1);

    @Inject
    AgroalDataSource database;

    @Test
    void every_member_of_every_recorded_describe_reaches_the_catalog() {
        byOrg(Recordings.describes()).forEach(describes -> holds(describes, STATES));
    }

    @Test
    void every_member_of_a_recorded_whole_org_reaches_the_catalog() {
        holds(wholeOrg(), STATES / 2);
    }

    private static List<JsonNode> wholeOrg() {
        return Recordings.wholeOrg().stream().map(Recordings::tree).toList();
    }

    /** All that are recorded. */
    static List<List<JsonNode>> orgs() {
        List<List<JsonNode>> orgs = byOrg(Recordings.describes());
        orgs.add(wholeOrg());
        return orgs;
    }

    /** As Salesforce tells since API 50.0 that a table belongs to another, which no recorded describe does. */
    @Test
    void what_a_table_is_to_another_reaches_the_catalog() {
        List<JsonNode> describes = new ArrayList<>();
        for (String association : List.of(
                "", "History", "Feed", "Share", "ChangeEvent", "Localization", "Comment", "Team", "TeamTemplate")) {
            for (String setting : List.of("true", "false")) {
                describes.add(Recordings.tree("""
                        {"name":"A%1$s%2$s","label":"A","labelPlural":"As","custom":false,"customSetting":%2$s,
                         "associateEntityType":"%1$s","associateParentEntity":"Account","fields":[
                          {"name":"Id","label":"Id","type":"id","length":18}]}""".replace("%1$s", association)
                        .replace("%2$s", setting)
                        .getBytes(StandardCharsets.UTF_8)));
            }
        }

        holds(describes, STATES);
    }

    /** Describes of the same table come from several orgs. */
    private static List<List<JsonNode>> byOrg(List<JsonNode> describes) {
        List<List<JsonNode>> orgs = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (JsonNode describe : describes) {
            int org = seen.merge(describe.get("name").asText().toLowerCase(Locale.ROOT), 1, Integer::sum);
            if (org > orgs.size()) {
                orgs.add(new ArrayList<>());
            }
            orgs.get(org - 1).add(describe);
        }
        return orgs;
    }

    /** And later states of them, each of which is the first one edited: what one has changed the next takes back. */
    private void holds(List<JsonNode> describes, int states) {
        try (RecordedOrg org = new RecordedOrg(describes)) {
            String connection = TestRuns.connect(org.url(), "key", "secret");
            CatalogComparison catalog = new CatalogComparison(database::getConnection, connection);
            DescribedChanges changes = new DescribedChanges(describes);
            catalog.holdsChanges(extract(connection), List.of());
            catalog.holds(describes, changes.relationships());
            catalog.holdsServedChildren(describes);
            for (int state = 0; state < states; state++) {
                List<JsonNode> edited = RecordedEdits.of(describes, SEED + state);
                org.become(edited);
                catalog.holdsChanges(extract(connection), changes.next(edited));
                catalog.holds(edited, changes.relationships());
            }
        }
    }

    private static JsonReply extract(String connection) {
        JsonReply run = TestRuns.extract(connection);
        assertThat(run.getString("status"))
                .as(() -> TestRuns.failures(run.getString("id")).toString())
                .isEqualTo("succeeded");
        assertThat(run.getList("notices", String.class))
                .singleElement()
                .asString()
                .contains("View Setup and Configuration");
        return run;
    }
}
