package io.orgscribe.chaos;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.ServiceProcess;
import io.orgscribe.embedded.TestPostgres;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.vault.Vault;

import static org.assertj.core.api.Assertions.assertThat;

/** Replicas that start in the same second on an empty database, as those of a first deployment do. */
class FirstDeploymentIT {

    private static final int REPLICAS = Integer.getInteger("deployment.replicas", 3);

    @TempDir
    static Path directory;

    private final TestPostgres.Database database = TestPostgres.emptyDatabase();
    private final TestOrg org =
            TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(60));
    private final Replicas replicas = new Replicas(directory, database, Vault.newKeyset(), Replicas::small);

    @AfterEach
    void end() {
        replicas.close();
        org.close();
        database.close();
    }

    @Test
    void all_of_them_start_and_work_on_what_one_of_them_has_made() throws SQLException {
        replicas.start(REPLICAS);
        eachMigrationIsMadeOnce();
        nothingIsInsertedAtAStart();

        ClusterClient client = new ClusterClient(replicas);
        String connection = client.connect(
                org, Map.of("schedule", Map.of("cron", "0 0 2 * * ?", "timeZone", "UTC", "enabled", true)));
        JsonNode run = client.awaitEnd(client.start(connection, Map.of()));
        assertThat(run.get("status").asText()).as(run::toString).isEqualTo("succeeded");
        for (int i = 0; i < replicas.size(); i++) {
            ServiceProcess replica = replicas.get(i);
            assertThat(replica.isAlive()).as(replica::log).isTrue();
            assertThat(replica.log())
                    .doesNotContain("\"level\":\"ERROR\"")
                    .doesNotContain("Embedded")
                    .doesNotContain(database.password());
            // A busy machine makes others warn of their slowness.
            assertThat(replica.log().lines().filter(line -> line.contains("\"level\":\"WARN\"")))
                    .noneMatch(line -> line.contains("\"loggerName\":\"io.orgscribe"));
        }
        assertThat(directory.resolve("data")).doesNotExist();
    }

    private void eachMigrationIsMadeOnce() throws SQLException {
        try (var jdbc = database.connect();
                var select = jdbc.createStatement();
                var row = select.executeQuery("""
                        SELECT count(*), count(DISTINCT version), count(*) FILTER (WHERE success)
                        FROM flyway_schema_history""")) {
            row.next();
            assertThat(row.getLong(2)).isPositive().isEqualTo(row.getLong(1)).isEqualTo(row.getLong(3));
        }
    }

    /** What one replica inserts, the others would insert as well: it has to be each one's own, or a migration's. */
    private void nothingIsInsertedAtAStart() throws SQLException {
        try (TestPostgres.Database migrated = TestPostgres.database()) {
            assertThat(rows(database)).isEqualTo(rows(migrated));
        }
    }

    private static Map<String, Long> rows(TestPostgres.Database database) throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        try (var jdbc = database.connect();
                var select = jdbc.createStatement();
                var tables = jdbc.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
            while (tables.next()) {
                String table = tables.getString("TABLE_NAME");
                try (var count = select.executeQuery("SELECT count(*) FROM \"" + table + "\"")) {
                    count.next();
                    rows.put(table, count.getLong(1));
                }
            }
        }
        return rows;
    }
}
