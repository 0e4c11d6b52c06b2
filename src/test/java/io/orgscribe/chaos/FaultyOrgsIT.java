package io.orgscribe.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.embedded.TestPostgres;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.vault.Vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Four orgs are ill, each in its own way, on a replica that works on four runs at once. Bounds of time are a thirtieth
 * to a sixtieth of the usual ones.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultyOrgsIT {

    private static final int RETRIES = 1;
    private static final int HEALTHY_RUNS = Integer.getInteger("chaos.healthy-runs", 4);
    private static final Map<String, Fault> ILLNESSES = Map.of(
            "hangs", new Fault.Hang(0),
            "resets", new Fault.Reset(50),
            "answers 500", Fault.serverError(),
            "sends 1 kB a second", new Fault.Slow(1_000));
    /** Of which a part of the describes comes. */
    private static final Set<String> KEPT = Set.of("resets", "sends 1 kB a second");

    private static final Map<String, String> CAUSES = Map.of(
            "hangs", "timeout",
            "resets", "connection_lost",
            "answers 500", "server_error",
            "sends 1 kB a second", "timeout");

    private final TestPostgres.Database database = TestPostgres.database();
    private final List<TestOrg> orgs = new ArrayList<>();
    private Replicas replicas;
    private ClusterClient client;

    @BeforeAll
    void start(@TempDir Path directory) {
        replicas = new Replicas(
                        directory,
                        database,
                        Vault.newKeyset(),
                        service -> Replicas.small(service)
                                .env("ORGSCRIBE_SALESFORCE_SMALL_CALL_TIMEOUT", "1s")
                                .env("ORGSCRIBE_SALESFORCE_BATCH_TIMEOUT", "2s")
                                .env("ORGSCRIBE_SALESFORCE_CALL_TIMEOUT", "3s")
                                .env("ORGSCRIBE_SALESFORCE_PATIENCE", "5s")
                                .env("ORGSCRIBE_SALESFORCE_CIRCUIT_DELAY", "1s")
                                .env("ORGSCRIBE_EXTRACTION_RUNS_PER_REPLICA", "4")
                                .env("ORGSCRIBE_EXTRACTION_RETRIES", Integer.toString(RETRIES))
                                .env("ORGSCRIBE_EXTRACTION_RETRY_DELAY", "PT2S"))
                .start(1);
        client = new ClusterClient(replicas);
    }

    @AfterAll
    void end() {
        replicas.close();
        orgs.forEach(TestOrg::close);
        database.close();
    }

    @Test
    void each_run_ends_with_its_cause_and_others_go_on_beside_it() throws Exception {
        String healthy = client.connect(org(), Map.of());
        extracted(healthy);
        double alone = seconds(healthy);
        Map<String, String> runs = new java.util.TreeMap<>();
        for (var illness : ILLNESSES.entrySet()) {
            TestOrg ill = org();
            ill.faults().onPath("/composite", illness.getValue());
            ill.faults().onPath("/describe", illness.getValue());
            runs.put(illness.getKey(), client.start(client.connect(ill, Map.of()), Map.of()));
        }

        double beside = seconds(healthy);

        for (var run : runs.entrySet()) {
            JsonNode ended = client.awaitEnd(run.getValue());
            assertThat(ended.get("status").asText()).as(ended::toString).isEqualTo("failed");
            assertThat(ended.at("/error/cause").asText()).as(run.getKey()).isEqualTo(CAUSES.get(run.getKey()));
            // What little comes is kept, and each time it is a new beginning.
            assertThat(ended.get("attempt").asInt())
                    .as(run.getKey())
                    .isBetween(1 + RETRIES, KEPT.contains(run.getKey()) ? 20 : 1 + RETRIES);
        }
        System.out.printf(
                "Runs of a healthy org: %.2f s each alone, %.2f s each beside four ill orgs in as many places%n",
                alone, beside);
    }

    @Test
    void a_run_whose_org_recovers_ends_well_and_reads_nothing_twice() throws Exception {
        Map<TestOrg, String> runs = new java.util.HashMap<>();
        for (Fault illness : ILLNESSES.values()) {
            TestOrg ill = org();
            // The list of versions, which tells whether the org answers at all, is small.
            Fault fault = illness instanceof Fault.Slow ? new Fault.Slow(100) : illness;
            ill.fallIllOnceDescribed(fault);
            runs.put(ill, client.start(client.connect(ill, Map.of()), Map.of()));
        }
        Set<TestOrg> cured = new HashSet<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            runs.forEach((ill, run) -> {
                if (!cured.contains(ill) && client.run(run).hasNonNull("error")) {
                    ill.faults().clear();
                    cured.add(ill);
                }
            });
            return cured.size() == runs.size();
        });

        for (String run : runs.values()) {
            JsonNode ended = client.awaitEnd(run);
            assertThat(ended.get("status").asText()).as(ended::toString).isEqualTo("succeeded");
            assertThat(ended.get("attempt").asInt()).isEqualTo(2);
            assertThat(ended.hasNonNull("error")).isFalse();
        }
        runs.keySet()
                .forEach(org -> assertThat(org.bill().parts(io.orgscribe.sampleorg.Bill.Kind.DESCRIBE))
                        .as("described once")
                        .isEqualTo(org.tables().size()));
    }

    private TestOrg org() {
        TestOrg org = TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(60));
        orgs.add(org);
        return org;
    }

    private void extracted(String connection) {
        JsonNode run = client.awaitEnd(client.start(connection, Map.of("mode", "full")));
        assertThat(run.get("status").asText()).as(run::toString).isEqualTo("succeeded");
    }

    /** Of one run after the other, from the request to the end. */
    private double seconds(String connection) {
        long start = System.nanoTime();
        for (int i = 0; i < HEALTHY_RUNS; i++) {
            extracted(connection);
        }
        return (System.nanoTime() - start) / 1e9 / HEALTHY_RUNS;
    }
}
