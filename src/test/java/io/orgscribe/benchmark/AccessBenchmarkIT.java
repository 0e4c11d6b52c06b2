package io.orgscribe.benchmark;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.ServiceProcess;
import io.orgscribe.embedded.TestPostgres;
import io.orgscribe.vault.Vault;

import static org.assertj.core.api.Assertions.assertThat;

/** What it costs to find out who is asking, and what those cost who are nobody. */
@Tag("benchmark")
class AccessBenchmarkIT {

    private static final Path FILE = Path.of("target", "benchmark-access.md");
    private static final String KEY = "osk_" + "k".repeat(43);
    private static final int CONNECTIONS = 4;
    private static final int ROUNDS = 10;
    private static final int WARM_UP = 3;
    private static final int WRONG_PER_SECOND = 1_000;

    private static final StringBuilder REPORT = new StringBuilder();

    @TempDir
    static Path directory;

    private static TestPostgres.Database database;
    private static ServiceProcess open;
    private static ServiceProcess controlled;

    @BeforeAll
    static void start() throws Exception {
        database = TestPostgres.database();
        String keyset = Vault.newKeyset();
        open = service(keyset).start();
        controlled = service(keyset).env("ORGSCRIBE_ACCESS_ADMIN_KEY", KEY).start();
        open.awaitReady();
        controlled.awaitReady();
        for (int i = 0; i < 50; i++) {
            connect(i);
        }
    }

    private static ServiceProcess.Builder service(String keyset) {
        return ServiceProcess.in(directory)
                .asShipped()
                .on(database, keyset)
                .jvm("-Xmx512m")
                .env("ORGSCRIBE_ACCESS_RATE", "0");
    }

    private static void connect(int number) throws IOException, InterruptedException {
        int status = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(open.uri("/api/v1/connections"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"name\":\"Org " + number
                                        + "\",\"loginUrl\":\"http://127.0.0.1:9\",\"auth\":{\"method\":"
                                        + "\"client_credentials\",\"clientId\":\"c\",\"clientSecret\":\"s\"}}"))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
        assertThat(status).isEqualTo(201);
    }

    @AfterAll
    static void end() throws IOException {
        open.close();
        controlled.close();
        database.close();
        System.out.println(REPORT);
        Files.writeString(FILE, REPORT);
    }

    @Test
    void requests_with_a_key_beside_those_of_an_open_service() throws Exception {
        add(
                "%n| requests per second, %d connections | open | with a key | ratio |%n| --- | --- | --- | --- |%n",
                CONNECTIONS);
        for (String path : List.of("/api/v1/me", "/api/v1/connections?limit=50")) {
            List<Double> ratios = new ArrayList<>();
            List<Double> without = new ArrayList<>();
            List<Double> with = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                double free = LoadThreads.requestsPerSecond(open, path, "", CONNECTIONS);
                double keyed = LoadThreads.requestsPerSecond(controlled, path, KEY, CONNECTIONS);
                if (round >= WARM_UP) {
                    without.add(free);
                    with.add(keyed);
                    ratios.add(keyed / free);
                }
            }
            add("| GET %s | %.0f | %.0f | **%.2f** |%n", path, median(without), median(with), median(ratios));
        }
    }

    @Test
    void a_right_key_among_wrong_ones() throws Exception {
        LoadThreads.requestsPerSecond(controlled, "/api/v1/me", KEY, CONNECTIONS);
        double[] quiet = LoadThreads.latencies(controlled, "/api/v1/me", KEY);
        long before = controlled.peakMebibytes();
        double[] under;
        long sent;
        try (WrongKeys wrong = new WrongKeys(controlled, WRONG_PER_SECOND, AccessBenchmarkIT::wrongKey)) {
            under = LoadThreads.latencies(controlled, "/api/v1/me", KEY);
            sent = wrong.sentPerSecond();
        }
        add("%n| GET /api/v1/me with a right key | p50 ms | p99 ms | peak MiB |%n| --- | --- | --- | --- |%n");
        add("| alone | %.2f | %.2f | %d |%n", percentile(quiet, 50), percentile(quiet, 99), before);
        add(
                "| among %d wrong ones a second, each of a new connection | %.2f | %.2f | %d |%n",
                sent, percentile(under, 50), percentile(under, 99), controlled.peakMebibytes());
        add("| ratio | | **%.1f** | |%n", percentile(under, 99) / percentile(quiet, 99));
    }

    private static String wrongKey(SplittableRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return "osk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double percentile(double[] values, int percent) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    private static void add(String format, Object... figures) {
        REPORT.append(String.format(Locale.ROOT, format, figures));
    }
}
