package io.orgscribe.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.JsonReply;
import io.orgscribe.ServiceProcess;
import io.orgscribe.embedded.TestPostgres;
import io.orgscribe.extraction.TestRuns;
import io.orgscribe.vault.Vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What questions of a large catalog take, and its upgrade: a service of this version on rows that no index knows yet. */
@Tag("benchmark")
class CatalogBenchmarkIT {

    private static final Path FILE = Path.of("target", "benchmark-catalog.md");
    private static final int CONNECTIONS = Integer.getInteger("catalog.connections", 20);
    private static final int COLUMNS = Integer.getInteger("catalog.columns", 2_000_000);

    /** Smaller tables are read from end to end rightly. */
    private static final int LARGE_ENOUGH = 1_000_000;

    /** A sandbox and its production are as large as three others. */
    private static final int LARGE = 2;

    private static final String NEEDED =
            "catalog_(column|table|picklist|change)_(words|references|picklist|name_key|time|table|column)";

    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final int CLIENTS = 8;
    private static final List<Integer> PER_SECOND = List.of(20, 40);
    private static final int OF_A_KIND = 60;

    private final StringBuilder report = new StringBuilder();

    @TempDir
    Path directory;

    @Test
    void questions_of_a_large_catalog() throws Exception {
        try (TestPostgres.Database database = TestPostgres.database();
                Connection jdbc = database.connect();
                OrgProcess org = OrgProcess.start(directory, 200, 8_000)) {
            generate(jdbc);
            long started = System.nanoTime();
            try (ServiceProcess service = ServiceProcess.in(directory)
                    .asShipped()
                    .on(database, Vault.newKeyset())
                    .env("ORGSCRIBE_ACCESS_RATE", "0")
                    .jvm("-Xms32m", "-Xmx256m", "-XX:+UseSerialGC")
                    .start()
                    .awaitReady()) {
                upgrade(service, jdbc, org, started);
                measure(service, jdbc);
                compare(service);
                searchAfterALargeRun(service, jdbc);
                add("%nThe service's most resident memory: %d MiB.%n", service.peakMebibytes());
            }
        } finally {
            System.out.println(report);
            Files.writeString(FILE, report);
        }
    }

    private void generate(Connection jdbc) throws SQLException, IOException {
        try (Statement statement = jdbc.createStatement()) {
            List<String> indexes = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(
                    "SELECT indexname FROM pg_indexes WHERE indexname ~ '^" + NEEDED + "$' AND indexdef !~ 'UNIQUE'")) {
                while (rows.next()) {
                    indexes.add(rows.getString(1));
                }
            }
            for (String index : indexes) {
                statement.execute("DROP INDEX " + index);
            }
        }
        long begun = System.nanoTime();
        GeneratedCatalog catalog = new GeneratedCatalog(jdbc);
        int share = COLUMNS / CONNECTIONS;
        int others = (COLUMNS - LARGE * 3 * share) / (CONNECTIONS - LARGE);
        for (int i = 0; i < CONNECTIONS; i++) {
            catalog.add(i, i < LARGE ? 3 * share : others);
        }
        catalog.settle();
        add(
                "%d columns of %d connections, written by COPY in %.0f s.%n",
                catalog.columns(), CONNECTIONS, (System.nanoTime() - begun) / 1e9);
    }

    /** A run commits while indexes are made. */
    private void upgrade(ServiceProcess service, Connection jdbc, OrgProcess org, long started) throws SQLException {
        add("Upgrade: ready after %.1f s", (System.nanoTime() - started) / 1e9);
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.port = service.port();
        JsonReply run = TestRuns.awaitEnd(
                TestRuns.start(
                        TestRuns.connect(org.url(), org.consumerKey(), org.consumerSecret()), Map.of("mode", "full")),
                Duration.ofMinutes(10));
        assertThat(run.getString("status")).isEqualTo("succeeded");
        boolean during = !complete(jdbc);
        add(
                "; a run of 8,000 columns ended after %.1f s, %s",
                (System.nanoTime() - started) / 1e9, during ? "while indexes were made" : "after the indexes");
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> complete(jdbc));
        add("; all indexes were there after %.0f s", (System.nanoTime() - started) / 1e9);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> count(jdbc, "SELECT count(*) FROM catalog_quality") > CONNECTIONS);
        add(
                "; all formulas were followed and all columns counted after %.0f s.%n",
                (System.nanoTime() - started) / 1e9);
    }

    private static boolean complete(Connection jdbc) throws SQLException {
        return count(
                        jdbc,
                        "SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indisvalid"
                                + " AND c.relname ~ '^" + NEEDED + "$'")
                >= 10;
    }

    private static long count(Connection jdbc, String sql) throws SQLException {
        try (Statement statement = jdbc.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void measure(ServiceProcess service, Connection jdbc) throws Exception {
        CatalogQueries queries = new CatalogQueries(jdbc);
        JsonNode api = new ObjectMapper()
                .readTree(service.get("/q/openapi?format=json").body());
        String one = "/connections/" + GeneratedCatalog.connection(3);
        Map<String, List<String>> searches = queries.searches();
        Map<String, List<String>> lookUps = queries.lookUps();
        LoadThreads.oneByOne(service, searches.get("part"));
        long scanned = scanned(jdbc);
        table("searches", service, searches);
        table("look-ups", service, lookUps);
        table("columns", service, queries.filtered("/columns", filters(api, "/columns")));
        table("tables", service, queries.filtered("/tables", filters(api, "/tables")));
        table("changes", service, queries.filtered("/changes", filters(api, "/changes")));
        table(
                "changes of one connection",
                service,
                queries.filtered(one + "/changes", filters(api, "/connections/{id}/changes")));
        table(
                "tables of one connection",
                service,
                queries.filtered(one + "/tables", filters(api, "/connections/{id}/tables")));
        if (COLUMNS >= LARGE_ENOUGH) {
            assertThat(scanned(jdbc) - scanned)
                    .as("rows of large tables that were read from end to end")
                    .isLessThan(count(jdbc, "SELECT count(*) FROM catalog_table"));
        }
    }

    /** Before PostgreSQL has tidied up by itself what the run has written. */
    private void searchAfterALargeRun(ServiceProcess service, Connection jdbc) throws Exception {
        Map<String, List<String>> searches = new CatalogQueries(jdbc).searches();
        try (OrgProcess org = OrgProcess.start(directory, 2_500, 100_000)) {
            JsonReply run = TestRuns.awaitEnd(
                    TestRuns.start(TestRuns.connect(org.url(), org.consumerKey(), org.consumerSecret()), Map.of()),
                    Duration.ofMinutes(10));
            assertThat(run.getString("status")).isEqualTo("succeeded");
            add("%n| right after a run has written 100,000 columns | p50 ms | p99 ms |%n| --- | --- | --- |%n");
            for (String kind : List.of("part", "word of a help text")) {
                row(kind, LoadThreads.oneByOne(service, searches.get(kind)));
            }
        }
    }

    /** What statistics tell of sequential scans; they are written seconds after. */
    private static long scanned(Connection jdbc) throws SQLException, InterruptedException {
        Thread.sleep(Duration.ofSeconds(15).toMillis());
        return count(
                jdbc,
                "SELECT coalesce(sum(seq_tup_read), 0) FROM pg_stat_user_tables WHERE relname IN"
                        + " ('catalog_column', 'catalog_table', 'catalog_change', 'catalog_reference')");
    }

    /** Filters that narrow a list; ids of what a test knows are left out, and what is of a page. */
    private static List<String> filters(JsonNode api, String path) {
        List<String> others = List.of("connection", "run", "limit", "cursor", "asOf", "fields", "format", "id");
        List<String> filters = new ArrayList<>();
        api.path("paths").path("/api/v1" + path).path("get").path("parameters").forEach(parameter -> {
            String name = parameter.get("name").asText();
            if (!others.contains(name)) {
                filters.add(name);
            }
        });
        assertThat(filters).as(path).isNotEmpty();
        return filters;
    }

    /** One client asks kind by kind; many ask all kinds, mixed. */
    private void table(String title, ServiceProcess service, Map<String, List<String>> kinds) throws Exception {
        add("%n| %s | p50 ms | p99 ms |%n| --- | --- | --- |%n", title);
        List<String> mixed = new ArrayList<>();
        for (Map.Entry<String, List<String>> kind : kinds.entrySet()) {
            row(kind.getKey().replaceAll("/connections/[^/]*", ""), LoadThreads.oneByOne(service, kind.getValue()));
            mixed.addAll(kind.getValue()
                    .subList(0, Math.min(OF_A_KIND, kind.getValue().size())));
        }
        Collections.shuffle(mixed, new Random(1));
        for (int rate : PER_SECOND) {
            row(
                    "all of them, mixed: " + CLIENTS + " clients send " + rate + " a second",
                    LoadThreads.openLoop(service, mixed, CLIENTS, rate));
        }
    }

    private void row(String what, double[] latencies) {
        add("| %s | %.0f | %.0f |%n", what, at(latencies, 50), at(latencies, 99));
    }

    private void compare(ServiceProcess service) throws IOException, InterruptedException {
        String sides =
                "/api/v1/compare?left=" + GeneratedCatalog.connection(0) + "&right=" + GeneratedCatalog.connection(1);
        double[] first = LoadThreads.oneByOne(service, List.of(sides, sides, sides, sides, sides));
        long before = service.peakMebibytes();
        long begun = System.nanoTime();
        long lines = service.get(sides + "&format=csv").body().lines().count() - 1;
        add(
                "%nA sandbox against its production: first page %.0f ms (first of all %.0f); all %d differences in %.1f s,"
                        + " most resident memory before %d and after %d MiB.%n",
                at(first, 50), first[0], lines, (System.nanoTime() - begun) / 1e9, before, service.peakMebibytes());
    }

    private static double at(double[] values, int percent) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    private void add(String format, Object... figures) {
        report.append(String.format(Locale.ROOT, format, figures));
    }
}
