package io.orgscribe.chaos;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.EarlierVersion;
import io.orgscribe.ServiceProcess;
import io.orgscribe.embedded.TestPostgres;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.vault.Vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The version before this one, built from its commit, and this one side by side on one database. */
@Tag("endurance")
class RollingUpgradeIT {

    /** The last one before the schema of V11. */
    private static final String PREVIOUS = System.getProperty("upgrade.from", "f1529dd");

    @TempDir
    Path directory;

    /** Empty, for the older version makes the schema. */
    private final TestPostgres.Database database = TestPostgres.emptyDatabase();

    private final String keyset = Vault.newKeyset();
    private final TestOrg org =
            TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(200));
    private final List<ServiceProcess> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(ServiceProcess::close);
        org.close();
        database.close();
    }

    @Test
    void both_versions_serve_and_extract_on_the_schema_of_the_newer_one() throws Exception {
        Path previous = EarlierVersion.jar(PREVIOUS);
        // As before the upgrade: the older version has made the schema and a catalog.
        ServiceProcess old = start(service(), previous);
        ClusterClient olds = client(old);
        String connection = olds.connect(org, Map.of());
        assertSucceeded(olds.awaitEnd(olds.start(connection, Map.of())));

        ServiceProcess current = start(service().env("ORGSCRIBE_EXTRACTION_ENABLED", "false"), null);
        ClusterClient news = client(current);
        org.evolve();
        // Asked of the newer version, worked on by the older one.
        JsonNode byOld = news.awaitEnd(news.start(connection, Map.of()));
        assertSucceeded(byOld);
        assertThat(served(news, connection)).isEqualTo(served(olds, connection));

        // The older one starts again beside the newer one, on a schema that it does not know.
        started.remove(old);
        old.close();
        ServiceProcess again = start(
                service()
                        .env("ORGSCRIBE_EXTRACTION_ENABLED", "false")
                        // It has yet to be told what this version says by itself.
                        .env("QUARKUS_FLYWAY_IGNORE_MIGRATION_PATTERNS", "*:future"),
                previous);
        ClusterClient agains = client(again);
        started.remove(current);
        current.close();
        ServiceProcess extracting = start(service(), null);
        ClusterClient extractings = client(extracting);
        org.evolve();
        JsonNode byNew = agains.awaitEnd(agains.start(connection, Map.of()));
        assertSucceeded(byNew);
        assertThat(byNew.get("revision").asLong())
                .isEqualTo(byOld.get("revision").asLong() + 1);
        assertThat(served(extractings, connection)).isEqualTo(served(agains, connection));
        assertThat(again.log() + extracting.log()).doesNotContain("\"level\":\"ERROR\"");
    }

    /** The older one fires by Quartz's triggers, the newer one by {@code next_run_at}. */
    @Test
    void no_fire_time_is_fired_twice_or_missed() throws Exception {
        Path previous = EarlierVersion.jar(PREVIOUS);
        ServiceProcess old = start(scheduling(), previous);
        ClusterClient olds = client(old);
        endRunsAtOnce();
        connectEachTwoSeconds(olds);
        awaitTicks(1);

        // Its migration takes the triggers away, while the older one fires them.
        ClusterClient news = client(start(scheduling(), null));
        connectEachTwoSeconds(news);
        // That one makes triggers again, for itself.
        connectEachTwoSeconds(olds);
        awaitTicks(3);
        long together = count("schedule_tick");
        await().atMost(Duration.ofSeconds(60)).until(() -> count("schedule_tick") > together + 60);
        assertThat(count("qrtz_triggers")).isPositive();
        started.remove(old);
        old.close();
        long alone = count("schedule_tick");
        await().atMost(Duration.ofSeconds(60)).until(() -> count("schedule_tick") > alone + 15);

        assertThat(count("(SELECT FROM run GROUP BY connection_id, scheduled_for HAVING count(*) > 1) x"))
                .as("fire times of several runs")
                .isZero();
        assertThat(count("run")).isEqualTo(count("schedule_tick"));
        assertThat(count("""
                (SELECT fire_time - lag(fire_time) OVER (PARTITION BY connection_id ORDER BY fire_time) AS distance
                 FROM schedule_tick) x WHERE distance <> interval '2 seconds'""")).as("missed fire times").isZero();
    }

    private ServiceProcess.Builder scheduling() {
        return service().env("ORGSCRIBE_SCHEDULE_MIN_INTERVAL", "PT1S").env("ORGSCRIBE_EXTRACTION_ENABLED", "false");
    }

    /** So that none keeps the next fire time from a run of its own. */
    private void endRunsAtOnce() throws SQLException {
        try (var jdbc = database.connect();
                var create = jdbc.createStatement()) {
            create.execute("""
                    CREATE FUNCTION ended() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        NEW.status := 'cancelled';
                        NEW.finished_at := clock_timestamp();
                        RETURN NEW;
                    END $$""");
            create.execute("CREATE TRIGGER ended BEFORE INSERT ON run FOR EACH ROW EXECUTE FUNCTION ended()");
        }
    }

    private void connectEachTwoSeconds(ClusterClient client) {
        for (int i = 0; i < 5; i++) {
            client.connect(
                    org, Map.of("schedule", Map.of("cron", "0/2 * * * * ?", "timeZone", "UTC", "enabled", true)));
        }
    }

    /** Of each connection. */
    private void awaitTicks(int n) {
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        count("connection c WHERE (SELECT count(*) FROM schedule_tick WHERE connection_id = c.id) < "
                                        + n)
                                == 0);
    }

    private long count(String rows) throws SQLException {
        try (var jdbc = database.connect();
                var select = jdbc.createStatement();
                var row = select.executeQuery("SELECT count(*) FROM " + rows)) {
            row.next();
            return row.getLong(1);
        }
    }

    private ServiceProcess.Builder service() {
        return Replicas.small(ServiceProcess.in(directory).on(database, keyset));
    }

    private ServiceProcess start(ServiceProcess.Builder service, Path jar) {
        ServiceProcess process = (jar == null ? service : service.jar(jar)).start();
        started.add(process);
        process.awaitReady();
        return process;
    }

    private static ClusterClient client(ServiceProcess process) {
        return new ClusterClient(Replicas.of(process));
    }

    private static void assertSucceeded(JsonNode run) {
        assertThat(run.get("status").asText()).as(run::toString).isEqualTo("succeeded");
    }

    private static JsonNode served(ClusterClient client, String connection) {
        return client.done(200, "GET", "/api/v1/connections/" + connection + "/tables?limit=1000", null, "")
                .get("items");
    }
}
