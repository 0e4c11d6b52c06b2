package io.orgscribe.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

import io.orgscribe.embedded.TestPostgres;

/** The figures as Markdown, printed and in {@code target/benchmark.md}, ready for docs/benchmark.md. */
final class BenchmarkReport {

    static final Path FILE = Path.of("target", "benchmark.md");
    private static final double MEGA = 1_000_000;
    private static final List<String> STAGES = List.of("authorize", "discover", "describe", "annotate", "reconcile");

    private final StringBuilder text = new StringBuilder();

    /** When, of what, and on what. */
    void head() throws IOException, SQLException {
        String cpu = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.replaceFirst(".*: ", ""))
                .orElse("unknown");
        add(
                "%s, commit %s. %d cores (%s), Java %s, PostgreSQL %s with fsync off; all on this one machine.%n",
                LocalDate.now(ZoneOffset.UTC),
                commit(),
                Runtime.getRuntime().availableProcessors(),
                cpu,
                System.getProperty("java.version"),
                postgres());
    }

    private static String commit() throws IOException {
        Process git = new ProcessBuilder("git", "describe", "--always", "--dirty")
                .redirectErrorStream(true)
                .start();
        return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static String postgres() throws SQLException {
        try (TestPostgres.Database database = TestPostgres.database();
                Connection connection = database.connect()) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    void title(String title) {
        add("%n### %s%n", title);
    }

    /** First runs beside the pass of the floor that is as warm as they are. */
    void compare(List<RunFigures> firsts, List<FloorFigures> floor) {
        columns(
                "first run",
                "wall s",
                "floor s",
                "×",
                "CPU s",
                "floor's",
                "×",
                "PostgreSQL CPU s",
                "floor's",
                "floor: download s",
                "COPY s",
                "INSERT s",
                "floor that reads tokens: wall s",
                "CPU s");
        for (int i = 0; i < firsts.size(); i++) {
            RunFigures run = firsts.get(i);
            FloorFigures least = floor.get(i);
            FloorFigures reading = floor.get(FloorProcess.PASSES + i);
            add(
                    "| %s | %.2f | %.2f | **%.2f** | %.2f | %.2f | **%.2f** | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |%n",
                    run.what(),
                    run.wallSeconds(),
                    least.wallSeconds(),
                    run.wallSeconds() / least.wallSeconds(),
                    run.cpu().total(),
                    least.cpuSeconds(),
                    run.cpu().total() / least.cpuSeconds(),
                    run.cpu().database(),
                    least.databaseSeconds(),
                    least.download() / 1e9,
                    least.copy() / 1e9,
                    least.insert() / 1e9,
                    reading.wallSeconds(),
                    reading.cpuSeconds());
        }
    }

    void runs(List<RunFigures> runs) {
        columns(
                "run",
                "calls",
                "304",
                "MB on the wire",
                "unpacked",
                "wall s",
                "columns/s",
                "CPU s",
                "PostgreSQL CPU s",
                "peak MiB",
                "load before");
        runs.forEach(run -> add(
                "| %s | %d | %d | %.2f | %.2f | %.2f | %.0f | %.2f | %.2f | %d | %.1f |%n",
                run.what(),
                run.calls(),
                run.notModified(),
                run.wire() / MEGA,
                run.unpacked() / MEGA,
                run.wallSeconds(),
                run.columns() / run.wallSeconds(),
                run.cpu().total(),
                run.cpu().database(),
                run.peakMebibytes(),
                run.load()));
    }

    /** Where wall and CPU went. A stage that was over before anybody looked is left empty. */
    void stages(List<RunFigures> runs) {
        columns(
                "run: seconds of",
                "authorize",
                "discover",
                "describe",
                "annotate",
                "reconcile",
                "CPU: compilers",
                "CPU: collector");
        for (RunFigures run : runs) {
            add("| %s |", run.what());
            for (String stage : STAGES) {
                Duration seen = run.stages().get(stage);
                add(seen == null ? " |" : " %.2f |", seen == null ? 0 : seen.toNanos() / 1e9);
            }
            add(" %.2f | %.2f |%n", run.cpu().compiling(), run.cpu().collecting());
        }
    }

    private void columns(String... names) {
        add("%n| %s |%n|%s%n", String.join(" | ", names), " --- |".repeat(names.length));
    }

    private void add(String format, Object... figures) {
        text.append(String.format(Locale.ROOT, format, figures));
    }

    void publish() throws IOException {
        System.out.println(text);
        Files.writeString(FILE, text);
    }
}
