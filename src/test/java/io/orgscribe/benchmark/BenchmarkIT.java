package io.orgscribe.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.restassured.RestAssured;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

/**
 * What runs take, against the {@link Floor}: service, sample org and floor are processes of their own. {@code verify}
 * takes a small org, {@code -Pbenchmark} those of docs/benchmark.md. Times are printed and never judged.
 */
@Tag("benchmark")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BenchmarkIT {

    private static final Map<String, ?> INCREMENTAL = Map.of();

    private final BenchmarkReport report = new BenchmarkReport();

    @TempDir
    Path directory;

    /** @param latencies in milliseconds */
    record Size(int tables, int columns, List<Integer> latencies) {

        /** @param text such as {@code 1000/40000@0+120} */
        static Size of(String text) {
            String[] parts = text.split("[/@]");
            return new Size(
                    Integer.parseInt(parts[0]),
                    Integer.parseInt(parts[1]),
                    Arrays.stream(parts[2].split("\\+")).map(Integer::valueOf).toList());
        }

        /** Whether the limits of calls that the design promises are those of this size. */
        boolean priced() {
            return tables == 1_000 && columns == 40_000;
        }

        int hundredth() {
            return Math.max(1, tables / 100);
        }
    }

    static Stream<Size> sizes() {
        return Arrays.stream(System.getProperty("benchmark.sizes").split(" ")).map(Size::of);
    }

    @BeforeAll
    void head() throws IOException, SQLException {
        report.head();
    }

    @AfterAll
    void publish() throws IOException {
        RestAssured.reset();
        report.publish();
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void every_run_keeps_to_its_price_and_finds_every_row(Size size) throws Exception {
        try (OrgProcess org = OrgProcess.start(directory, size.tables(), size.columns())) {
            FloorProcess floor = rehearse(org);
            for (int latency : size.latencies()) {
                org.delay(Duration.ofMillis(latency));
                measure(size, latency, org, floor);
            }
        }
    }

    /** A first run that warms the org, and tells the floor what to ask for and what to keep. */
    private FloorProcess rehearse(OrgProcess org) throws IOException, SQLException {
        try (MeasuredService service = new MeasuredService(directory)) {
            org.record();
            String connection = service.connect(org);
            service.run("rehearsal", connection, INCREMENTAL);
            return FloorProcess.of(
                    Files.createTempDirectory(directory, "floor"), org.recorded(), service.database(), connection);
        }
    }

    private void measure(Size size, int latency, OrgProcess org, FloorProcess floor) throws Exception {
        try (MeasuredService service = new MeasuredService(directory)) {
            String connection = service.connect(org);
            RunFigures first = run(org, service, "first, of a service just started", connection, INCREMENTAL);
            assertThat(service.rows("catalog_table", connection))
                    .isEqualTo(org.summary().getInt("tables"));
            assertThat(service.rows("catalog_column", connection))
                    .isEqualTo(org.summary().getInt("columns"));
            RunFigures unchanged = run(org, service, "unchanged", connection, INCREMENTAL);
            org.touch();
            RunFigures touched = run(org, service, "unchanged, all dates moved", connection, INCREMENTAL);
            org.change(size.hundredth());
            RunFigures changed = run(org, service, "1% changed", connection, INCREMENTAL);
            org.change(size.hundredth());
            RunFigures quick = run(org, service, "1% changed, quick", connection, Map.of("mode", "quick"));
            RunFigures full = run(org, service, "unchanged, full", connection, Map.of("mode", "full"));
            RunFigures again = run(org, service, "first, of another connection", service.connect(org), INCREMENTAL);
            List<FloorFigures> passes = floor.measure(org, service.database());

            List<RunFigures> all = List.of(first, unchanged, touched, changed, quick, full, again);
            report.title(String.format("%,d tables, %,d columns, %d ms", size.tables(), size.columns(), latency));
            report.compare(List.of(first, again), passes);
            report.runs(all);
            report.stages(all);
            assertThat(first.unpacked()).isCloseTo(passes.get(0).unpacked(), withinPercentage(1));
            assertThat(again.columns()).isEqualTo(first.columns());
            assertThat(Stream.of(unchanged, touched, changed, quick, full).map(RunFigures::revision))
                    .containsExactly(1L, 1L, 2L, 3L, 3L);
            assertThat(Stream.of(changed, quick).map(run -> run.run().getInt("changes.changed")))
                    .containsOnly(size.hundredth());
            assertThat(unchanged.calls()).isLessThanOrEqualTo(5);
            if (size.priced()) {
                assertThat(first.calls()).isLessThanOrEqualTo(70);
                assertThat(touched.calls()).isLessThanOrEqualTo(50);
                assertThat(changed.calls()).isLessThanOrEqualTo(55);
                assertThat(quick.calls()).isLessThanOrEqualTo(12);
            }
        }
    }

    /** A run whose calls the org has counted likewise. */
    private static RunFigures run(
            OrgProcess org, MeasuredService service, String what, String connection, Map<String, ?> body)
            throws SQLException, IOException {
        org.resetBill();
        RunFigures figures = service.run(what, connection, body);
        assertThat(figures.calls()).isEqualTo(org.counted());
        return figures;
    }
}
