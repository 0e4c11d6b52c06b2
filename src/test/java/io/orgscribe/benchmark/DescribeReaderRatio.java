package io.orgscribe.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import io.orgscribe.salesforce.DescribeReaderBenchmark;

/** Runs {@link DescribeReaderBenchmark} for two minutes, and adds its ratios to the figures of {@link BenchmarkIT}. */
public final class DescribeReaderRatio {

    private static final int ITERATIONS = 8;

    private DescribeReaderRatio() {}

    public static void main(String[] args) throws RunnerException, IOException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(DescribeReaderBenchmark.class.getName())
                        .forks(1)
                        .warmupIterations(ITERATIONS)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(ITERATIONS)
                        .measurementTime(TimeValue.seconds(1))
                        .build())
                .run();
        String text = table(results);
        System.out.println(text);
        Files.writeString(BenchmarkReport.FILE, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String table(Collection<RunResult> results) {
        Map<String, Map<String, Double>> scores = new TreeMap<>();
        results.forEach(
                result -> scores.computeIfAbsent(result.getParams().getParam("source"), source -> new TreeMap<>())
                        .put(
                                result.getParams().getBenchmark().replaceFirst(".*\\.", ""),
                                result.getPrimaryResult().getScore()));
        StringBuilder table = new StringBuilder("""

                ### Describe reader against Jackson's token loop

                | bodies | token loop, times a second | describe reader | ratio |
                | --- | --- | --- | --- |
                """);
        scores.forEach((source, score) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | **%.2f** |%n",
                source,
                score.get("tokens"),
                score.get("describes"),
                score.get("describes") / score.get("tokens"))));
        return table.toString();
    }
}
