package io.orgscribe.salesforce;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

import io.orgscribe.sampleorg.SampleOrgClient;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

/**
 * The reader of describes against Jackson's bare token loop that also takes every name and string. {@code ./mvnw
 * -Pbenchmark test-compile exec:exec@jmh}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xmx256m", "-XX:+UseSerialGC"}) // as the container runs
public class DescribeReaderBenchmark {

    /** Recorded describes, those of a whole org, those that the sample org sends. */
    @Param({"describe", "whole-org", "sample-org"})
    String source;

    private List<byte[]> bodies;

    @Setup
    public void load() throws IOException, InterruptedException {
        bodies = switch (source) {
            case "describe" ->
                Recordings.files("describe").stream().map(Recordings::bytes).toList();
            case "whole-org" -> Recordings.wholeOrg();
            default -> ofSampleOrg();
        };
    }

    private static List<byte[]> ofSampleOrg() throws IOException, InterruptedException {
        List<byte[]> bodies = new ArrayList<>();
        try (TestOrg org = TestOrg.start(TestOrgSettings.standard().withTables(100))) {
            ObjectMapper json = new ObjectMapper();
            for (JsonNode describe :
                    new SampleOrgClient(org).loggedIn().describes().values()) {
                bodies.add(json.writeValueAsBytes(describe));
            }
        }
        return bodies;
    }

    /** What is to be beaten by no more than 1 / 0.6. */
    @Benchmark
    public void tokens(Blackhole taken) {
        for (byte[] body : bodies) {
            JsonValues.readWhole(new ByteArrayInputStream(body), parser -> {
                takeAll(parser, taken::consume);
                return null;
            });
        }
    }

    @Benchmark
    public void describes(Blackhole taken) {
        for (byte[] body : bodies) {
            taken.consume(JsonValues.readWhole(new ByteArrayInputStream(body), DescribeReader::read)
                    .toSObject("Asked", null));
        }
    }

    /** Takes something as it comes by. */
    @FunctionalInterface
    interface Taker {
        void take(String text);
    }

    /** The value that the parser is on, to its end. */
    static void takeAll(JsonParser parser, Taker taker) throws IOException {
        int depth = 0;
        JsonToken token = parser.currentToken();
        do {
            switch (token) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                case FIELD_NAME -> taker.take(parser.currentName());
                case VALUE_STRING -> taker.take(parser.getText());
                default -> {}
            }
            token = depth == 0 ? null : parser.nextToken();
        } while (token != null);
    }
}
