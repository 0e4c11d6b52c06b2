package io.orgscribe.extraction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.EarlierVersion;
import io.orgscribe.JsonReply;
import io.orgscribe.ServiceProcess;
import io.orgscribe.embedded.TestPostgres;
import io.orgscribe.samplemodel.DefinedTable;
import io.orgscribe.sampleorg.SampleOrgClient;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.vault.Vault;

import static org.assertj.core.api.Assertions.assertThat;

/** Catalogs that the version before has made, of recorded orgs and of one with authors, under this version. */
@Tag("endurance")
class UpgradedCatalogIT {

    private static final String EARLIER = "728a67e";

    /** Of edits that the version before can read: a dependent picklist without a value, for one, it cannot. */
    private static final long SEED = Integer.getInteger("recorded.seed", 1);

    /** Changes of what the version before did not keep, or did not tell. */
    private static final Pattern UNTOLD = Pattern.compile(
            ".* changed (picklist|native\\.associateParentEntity|native\\.customSetting|childRelationshipName)\\b.*",
            Pattern.DOTALL);

    @TempDir
    Path directory;

    /** Empty, for the older version makes the schema. */
    private final TestPostgres.Database database = TestPostgres.emptyDatabase();

    private final String keyset = Vault.newKeyset();
    private ServiceProcess service;

    @AfterEach
    void end() {
        if (service != null) {
            service.close();
        }
        RestAssured.reset();
        database.close();
    }

    /** An org that is recorded, and what is known of its catalog. */
    private record Connected(RecordedOrg org, String connection, List<JsonNode> describes, String lastRun) {}

    @Test
    void catalogs_of_recorded_orgs_are_right_before_and_after_the_next_run() throws Exception {
        start(EarlierVersion.jar(EARLIER));
        List<Connected> unchanged = new ArrayList<>();
        List<Connected> edited = new ArrayList<>();
        for (List<JsonNode> describes : RecordedOrgTest.orgs()) {
            RecordedOrg org = new RecordedOrg(describes);
            String connection = TestRuns.connect(org.url(), "key", "secret");
            unchanged.add(new Connected(
                    org, connection, describes, succeeded(connection).getString("id")));
            RecordedOrg other = new RecordedOrg(describes);
            String second = TestRuns.connect(other.url(), "key", "secret");
            succeeded(second);
            List<JsonNode> later = RecordedEdits.of(describes, SEED);
            other.become(later);
            edited.add(new Connected(other, second, later, succeeded(second).getString("id")));
        }
        startThis();

        for (int i = 0; i < unchanged.size(); i++) {
            Connected same = unchanged.get(i);
            DescribedChanges states = new DescribedChanges(same.describes());
            holds(same, states);
            succeeded(same.connection());
            holds(same, states);
            assertThat(ServedCatalog.changes(same.connection())).isEmpty();

            Connected other = edited.get(i);
            List<String> expected = states.next(other.describes());
            catalog(other).holdsChanges(TestRuns.read(other.lastRun()), expected, UNTOLD.asMatchPredicate());
            assertReadAnew(other.connection());
            holds(other, states);
            same.org().close();
            other.org().close();
        }
    }

    @Test
    void a_tables_own_changes_are_told_once_where_columns_came_with_them() throws Exception {
        start(EarlierVersion.jar(EARLIER));
        try (TestOrg org = TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(100))) {
            SampleOrgClient client = new SampleOrgClient(org).loggedIn();
            String connection = TestRuns.connect(org);
            succeeded(connection);
            OrgTruth before = OrgTruth.of(org, client);
            List<String> edited = editTogether(org);
            JsonReply run = succeeded(connection);
            OrgTruth after = OrgTruth.of(org, client);
            assertThat(run.getInt("changes.changed")).as("as doubled as it was").isGreaterThan(edited.size() * 2);

            startThis();

            CatalogComparison catalog = new CatalogComparison(database::connect, connection);
            catalog.holdsChanges(
                    TestRuns.read(run.getString("id")), ExpectedChanges.between(before, after), text -> false);
            assertReadAnew(connection);
        }
    }

    /** Tables get another label, and columns by other people than those. */
    private static List<String> editTogether(TestOrg org) {
        List<String> tables = org.definedTables().stream()
                .filter(table -> table.id() != null && !"installed".equals(table.manageableState()))
                .map(DefinedTable::name)
                .limit(5)
                .toList();
        assertThat(tables).hasSize(5);
        for (String table : tables) {
            org.editAs("Ann").addField(table, "First__c string(80) \"First\"");
            org.editAs("Bob").relabelTable(table, "Other " + table, "Others " + table);
            org.editAs("Cid").addField(table, "Second__c string(80) \"Second\"");
        }
        return tables;
    }

    private void assertReadAnew(String connection) {
        String run = succeeded(connection).getString("id");
        assertThat(ServedCatalog.changes(connection, run))
                .allMatch(change -> change.get("cause").asText().equals("reader"));
    }

    private void holds(Connected connected, DescribedChanges states) {
        catalog(connected).holds(connected.describes(), states.relationships());
    }

    private CatalogComparison catalog(Connected connected) {
        return new CatalogComparison(database::connect, connected.connection());
    }

    private static JsonReply succeeded(String connection) {
        JsonReply run = TestRuns.extract(connection);
        assertThat(run.getString("status")).isEqualTo("succeeded");
        return run;
    }

    private void start(Path jar) {
        run(ServiceProcess.in(directory).on(database, keyset).jar(jar));
    }

    private void startThis() {
        service.close();
        run(ServiceProcess.in(directory).on(database, keyset));
    }

    private void run(ServiceProcess.Builder builder) {
        service = builder.start();
        service.awaitReady();
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.port = service.port();
    }
}
