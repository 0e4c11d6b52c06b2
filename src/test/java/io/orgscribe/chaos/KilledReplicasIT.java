package io.orgscribe.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.embedded.KillablePostgres;
import io.orgscribe.embedded.TestPostgres;
import io.orgscribe.sampleorg.Bill.Kind;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.vault.Vault;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three replicas on one PostgreSQL extract some orgs, round by round, while replicas and PostgreSQL are killed at random
 * moments. A twin extracts the same orgs undisturbed: in the end there is no difference.
 */
class KilledReplicasIT {

    private static final long SEED = Long.getLong("chaos.seed", 7);
    private static final int CONNECTIONS = Integer.getInteger("chaos.connections", 3);
    private static final int ROUNDS = Integer.getInteger("chaos.rounds", 3);
    private static final int KILLS = Integer.getInteger("chaos.kills", 4);
    private static final int POSTGRES_KILLS = Integer.getInteger("chaos.postgres-kills", 1);
    private static final int TABLES = Integer.getInteger("chaos.tables", 150);

    private static final int REPLICAS = 3;
    private static final int CALLS_AT_ONCE = 2;
    private static final int IN_FLIGHT = CALLS_AT_ONCE * 25;

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);
    private final SharedClock clock = new SharedClock();
    private final String keyset = Vault.newKeyset();
    private final TestPostgres.Database twinDatabase = TestPostgres.database();
    private final List<String> connections = new ArrayList<>();
    private final List<Map<String, String>> states = new ArrayList<>();
    private KillablePostgres postgres;
    private TestOrg org;
    private TestOrg twinOrg;
    private Replicas replicas;
    private Replicas twins;
    private ClusterClient client;
    private ClusterClient twinClient;
    private String twin;
    private int kills;
    private int postgresKills;
    private long readAgain;

    @BeforeEach
    void start() throws IOException {
        postgres = new KillablePostgres(directory.resolve("postgres"), Map.of());
        org = TestOrg.start(settings());
        twinOrg = TestOrg.start(settings());
        replicas = replicas(postgres.database()).start(REPLICAS);
        twins = replicas(twinDatabase).start(1);
        client = new ClusterClient(replicas);
        twinClient = new ClusterClient(twins);
    }

    private TestOrgSettings settings() {
        return TestOrgSettings.standard()
                .withPort(0)
                .withTables(TABLES)
                .withLatency(Duration.ofMillis(100))
                .withClock(clock);
    }

    private Replicas replicas(TestPostgres.Database database) {
        return new Replicas(
                directory,
                database,
                keyset,
                service -> Replicas.small(service)
                        .env("ORGSCRIBE_SALESFORCE_IN_FLIGHT_START", Integer.toString(CALLS_AT_ONCE))
                        .env("ORGSCRIBE_SALESFORCE_IN_FLIGHT_MAX", Integer.toString(CALLS_AT_ONCE)));
    }

    @AfterEach
    void end() {
        for (Replicas started : new Replicas[] {replicas, twins}) {
            if (started != null) {
                started.close();
            }
        }
        org.close();
        twinOrg.close();
        postgres.close();
        twinDatabase.close();
    }

    @Test
    void nothing_is_lost_doubled_or_half_seen_however_often_replicas_and_the_database_are_killed() throws Exception {
        twin = twinClient.connect(twinOrg, Map.of());
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(client.connect(org, Map.of()));
        }
        states.add(Readers.state(twinClient, twin));
        Readers readers = new Readers(client, connections, 2);
        try (readers) {
            for (int round = 0; round < ROUNDS; round++) {
                round(round);
            }
        }
        readers.assertToldOnly(states);
        System.out.printf(
                "%d runs, %d replicas, seed %d: %d replicas killed, %d times PostgreSQL, %d describes read again,"
                        + " %d answers to readers%n",
                ROUNDS * CONNECTIONS, REPLICAS, SEED, kills, postgresKills, readAgain, readers.answers());
    }

    private void round(int round) throws Exception {
        if (round > 0) {
            evolve(round);
        }
        Map<String, String> request = Map.of("mode", random.nextInt(3) == 0 ? "full" : "incremental");
        replicas.revive();
        org.resetBill();
        twinOrg.resetBill();
        List<String> runs = connections.stream()
                .map(connection -> client.start(connection, request))
                .toList();
        String undisturbed = twinClient.start(twin, request);
        disturb(round);
        int attempts = 0;
        for (String run : runs) {
            JsonNode ended = client.awaitEnd(run);
            assertThat(ended.get("status").asText())
                    .as("%s%n%s", ended, logsOf(run))
                    .isEqualTo("succeeded");
            attempts += ended.get("attempt").asInt();
        }
        assertThat(twinClient.awaitEnd(undisturbed).get("status").asText()).isEqualTo("succeeded");
        states.add(Readers.state(twinClient, twin));
        compare(round);
        long again =
                org.bill().parts(Kind.DESCRIBE) - CONNECTIONS * twinOrg.bill().parts(Kind.DESCRIBE);
        assertThat(again).isBetween(0L, (long) (attempts - CONNECTIONS) * IN_FLIGHT);
        readAgain += again;
    }

    /** Between runs only, and both orgs at the same time. */
    private void evolve(int round) {
        clock.set();
        for (TestOrg one : List.of(org, twinOrg)) {
            one.evolve();
            one.changeTables(1 + round % 5);
        }
    }

    /** Kills in the rounds' even share, each a random while after the one before. */
    private void disturb(int round) throws IOException, InterruptedException {
        int share = KILLS * (round + 1) / ROUNDS - KILLS * round / ROUNDS;
        boolean also = POSTGRES_KILLS * (round + 1) / ROUNDS > POSTGRES_KILLS * round / ROUNDS;
        int whenPostgres = also ? random.nextInt(share + 1) : -1;
        for (int i = 0; i <= share; i++) {
            Thread.sleep(300 + random.nextInt(2_500));
            if (i == whenPostgres) {
                postgres.kill();
                postgres.restart();
                postgresKills++;
            }
            if (i < share) {
                replicas.replace(random.nextInt(REPLICAS));
                kills++;
            }
        }
    }

    private void compare(int round) throws SQLException {
        try (var database = postgres.connect();
                var other = twinDatabase.connect()) {
            String expected = CatalogDump.digest(other, twin);
            for (String connection : connections) {
                if (!CatalogDump.digest(database, connection).equals(expected)) {
                    assertThat(CatalogDump.lines(database, connection))
                            .as("round %d", round)
                            .containsExactlyElementsOf(CatalogDump.lines(other, twin));
                }
            }
        }
    }

    private String logsOf(String run) {
        return replicas.logs().lines().filter(line -> line.contains(run)).reduce("", (all, line) -> all + line + "\n");
    }
}
