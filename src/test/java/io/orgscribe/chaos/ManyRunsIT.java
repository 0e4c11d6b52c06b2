package io.orgscribe.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.ServiceProcess;
import io.orgscribe.embedded.TestPostgres;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.vault.Vault;

import static org.assertj.core.api.Assertions.assertThat;

/** Some connections at once on one replica, as it is set up in its container. */
@Tag("endurance")
class ManyRunsIT {

    private static final int CONNECTIONS = Integer.getInteger("many.connections", 3);
    private static final int TABLES = Integer.getInteger("many.tables", 200);
    private static final int COLUMNS = Integer.getInteger("many.columns", 8_000);

    @TempDir
    Path directory;

    private final TestPostgres.Database database = TestPostgres.database();
    private final TestOrg org = TestOrg.start(
            TestOrgSettings.standard().withPort(0).withTables(TABLES).withColumns(COLUMNS));
    private Replicas replicas;

    @AfterEach
    void end() {
        replicas.close();
        org.close();
        database.close();
    }

    @Test
    void they_go_on_side_by_side_and_none_waits_for_the_others() throws IOException {
        replicas = new Replicas(
                        directory,
                        database,
                        Vault.newKeyset(),
                        service -> service.asShipped()
                                .env("MALLOC_ARENA_MAX", "2")
                                .env("ORGSCRIBE_EXTRACTION_RUNS_PER_REPLICA", Integer.toString(CONNECTIONS))
                                .jvm("-Xms32m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:+IgnoreUnrecognizedVMOptions")
                                .jvm("-XX:TrimNativeHeapInterval=5000"))
                .start(1);
        ClusterClient client = new ClusterClient(replicas);
        List<String> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(client.connect(org, Map.of()));
        }

        report("first runs", client, connections);
        report("everything anew", client, connections);
    }

    private void report(String what, ClusterClient client, List<String> connections) throws IOException {
        List<String> runs = connections.stream()
                .map(connection -> client.start(connection, Map.of("mode", "full")))
                .toList();
        List<JsonNode> ended = runs.stream().map(client::awaitEnd).toList();
        assertThat(ended).allSatisfy(run -> {
            assertThat(run.get("status").asText()).as(run::toString).isEqualTo("succeeded");
            assertThat(run.get("attempt").asInt()).isEqualTo(1);
            assertThat(run.get("tablesDone").asInt()).isEqualTo(TABLES);
        });
        List<Double> seconds = ended.stream()
                .map(run -> Duration.between(at(run, "startedAt"), at(run, "finishedAt"))
                                .toMillis()
                        / 1e3)
                .sorted()
                .toList();
        Instant first = ended.stream()
                .map(run -> at(run, "startedAt"))
                .sorted()
                .findFirst()
                .orElseThrow();
        Instant last = ended.stream()
                .map(run -> at(run, "finishedAt"))
                .reduce((a, b) -> a.isAfter(b) ? a : b)
                .orElseThrow();
        double all = Duration.between(first, last).toMillis() / 1e3;
        ServiceProcess replica = replicas.get(0);
        System.out.printf(
                "%d connections of %d tables and %d columns at once, %s: %.1f s, %.0f tables a second, each run from %.1f"
                        + " to %.1f s, at most %d MiB%n",
                CONNECTIONS,
                TABLES,
                org.columns(),
                what,
                all,
                CONNECTIONS * TABLES / all,
                seconds.get(0),
                seconds.get(seconds.size() - 1),
                replica.peakMebibytes());
    }

    private static Instant at(JsonNode run, String member) {
        return Instant.parse(run.get(member).asText());
    }
}
