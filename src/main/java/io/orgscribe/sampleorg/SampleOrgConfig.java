package io.orgscribe.sampleorg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The built-in sample org, for the demo, the tests and the benchmark. */
@ConfigMapping(prefix = "orgscribe.sample-org")
public interface SampleOrgConfig {

    /** Whether the service also starts the sample org. Default: false. */
    @WithDefault("false")
    boolean enabled();

    /** Port on 127.0.0.1 that it listens on; 0 for any free one. Default: 8089. */
    @WithDefault("8089")
    int port();

    /** How many tables it has, at least 10. Default: 500. */
    @WithDefault("500")
    int tables();

    /** How many columns its tables have together at least; 0 for what comes naturally. Default: 0. */
    @WithDefault("0")
    int columns();

    /** The same seed and sizes make the same org. Default: 1. */
    @WithDefault("1")
    long seed();

    /** How long each reply is held back, a duration. Default: 0 (not at all). */
    @WithDefault("0S")
    Duration latency();

    /** File that remembers its evolution, so that a restart does not take it back. Default: none. */
    Optional<Path> stateFile();
}
