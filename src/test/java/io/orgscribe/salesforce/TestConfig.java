package io.orgscribe.salesforce;

import java.time.Duration;
import java.util.List;

/** Loopback allowed, times short. */
record TestConfig(
        Duration callTimeout, Duration batchTimeout, long maxReplySize, int start, int max, CircuitConfig circuit)
        implements SalesforceConfig {

    TestConfig() {
        // So that a test of calls that fail is not one of circuits.
        this(
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                64 << 20,
                4,
                10,
                new Circuit(1_000, Duration.ofSeconds(1)));
    }

    TestConfig timeouts(Duration call, Duration batch) {
        return new TestConfig(call, batch, maxReplySize, start, max, circuit);
    }

    TestConfig maxReplySize(long size) {
        return new TestConfig(callTimeout, batchTimeout, size, start, max, circuit);
    }

    TestConfig inFlight(int start, int max) {
        return new TestConfig(callTimeout, batchTimeout, maxReplySize, start, max, circuit);
    }

    TestConfig circuit(int failures, Duration delay) {
        return new TestConfig(callTimeout, batchTimeout, maxReplySize, start, max, new Circuit(failures, delay));
    }

    @Override
    public List<String> allowedHosts() {
        return List.of("127.0.0.1", "*.invalid");
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(5);
    }

    @Override
    public int batchSize() {
        return 25;
    }

    @Override
    public int attempts() {
        return 3;
    }

    @Override
    public Duration retryDelay() {
        return Duration.ofMillis(2);
    }

    @Override
    public InFlightConfig inFlight() {
        return new Limits(start, max);
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(20);
    }

    @Override
    public Duration smallCallTimeout() {
        return callTimeout;
    }

    private record Circuit(int failures, Duration delay) implements CircuitConfig {}

    private record Limits(int start, int max) implements InFlightConfig {}
}
