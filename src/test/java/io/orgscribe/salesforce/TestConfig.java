package io.orgscribe.salesforce;

import java.time.Duration;
import java.util.List;

/** Loopback allowed, times short. */
record TestConfig(Duration callTimeout, Duration batchTimeout, long maxReplySize, int start, int max)
        implements SalesforceConfig {

    TestConfig() {
        this(Duration.ofSeconds(20), Duration.ofSeconds(20), 64 << 20, 4, 10);
    }

    TestConfig timeouts(Duration call, Duration batch) {
        return new TestConfig(call, batch, maxReplySize, start, max);
    }

    TestConfig maxReplySize(long size) {
        return new TestConfig(callTimeout, batchTimeout, size, start, max);
    }

    TestConfig inFlight(int start, int max) {
        return new TestConfig(callTimeout, batchTimeout, maxReplySize, start, max);
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

    private record Limits(int start, int max) implements InFlightConfig {}
}
