package io.orgscribe.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures as Markdown, printed and in {@code target/benchmark.md}, ready for docs/benchmark.md. */
final class BenchmarkReport {

    static final Path FILE = Path.of("target", "benchmark.md");
    private static final double MEGA = 1_000_000;

    private final StringBuilder text = new StringBuilder();

    /** When, and on what. */
    void machine() throws IOException {
        String cpu = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.replaceFirst(".*: ", ""))
                .orElse("unknown");
        add(
                "%s, %d cores of %s, Java %s, PostgreSQL 17 (fsync off).%n",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                cpu,
                System.getProperty("java.version"));
    }

    /** A table of runs follows. */
    void begin(String title) {
        add("%n### %s%n%n", title);
        add(
                "| run | calls | 304 | wall s | floor s | × | CPU s | floor CPU s | × | PostgreSQL CPU s | floor's | peak MiB | columns/s | MB on the wire "
                        + "| MB unpacked | load before |%n");
        add("|%s%n", " --- |".repeat(16));
    }

    void add(RunFigures run) {
        row(run, "| | %.2f | | | %.2f | |", run.cpu().total(), run.cpu().database());
    }

    void add(RunFigures run, FloorFigures floor) {
        row(
                run,
                "%.2f | **%.2f** | %.2f | %.2f | **%.2f** | %.2f | %.2f |",
                floor.wallSeconds(),
                run.wallSeconds() / floor.wallSeconds(),
                run.cpu().total(),
                floor.cpuSeconds(),
                run.cpu().total() / floor.cpuSeconds(),
                run.cpu().database(),
                floor.databaseSeconds());
    }

    private void row(RunFigures run, String compared, Object... figures) {
        add(
                "| %s | %d | %d | %.2f |",
                run.what(), run.calls(), run.run().getInt("bill.notModified"), run.wallSeconds());
        add(" " + compared, figures);
        add(
                " %d | %.0f | %.2f | %.2f | %.1f |%n",
                run.peakMebibytes(),
                run.columns() / run.wallSeconds(),
                run.run().getLong("bill.bytesOnWire") / MEGA,
                run.unpacked() / MEGA,
                run.load());
    }

    /** Of what the floor is the sum. */
    void parts(String pass, FloorFigures floor) {
        add(
                "%nFloor, %s: download %.2f s, COPY %.2f s, INSERT … SELECT %.2f s; %.2f MB on the wire.%n",
                pass, floor.download() / 1e9, floor.copy() / 1e9, floor.insert() / 1e9, floor.wire() / MEGA);
    }

    /** How long the stages of a run were seen. */
    void stages(RunFigures run) {
        add(
                "%n%s: %s; of its CPU %.2f s compiled code and %.2f s collected garbage.%n",
                run.what(),
                stages(run.stages()),
                run.cpu().compiling(),
                run.cpu().collecting());
    }

    private static String stages(Map<String, Duration> stages) {
        return stages.entrySet().stream()
                .map(stage -> String.format(
                        Locale.ROOT,
                        "%s %.2f s",
                        stage.getKey(),
                        stage.getValue().toNanos() / 1e9))
                .collect(Collectors.joining(", "));
    }

    private void add(String format, Object... figures) {
        text.append(String.format(Locale.ROOT, format, figures));
    }

    void publish() throws IOException {
        System.out.println(text);
        Files.writeString(FILE, text);
    }
}
