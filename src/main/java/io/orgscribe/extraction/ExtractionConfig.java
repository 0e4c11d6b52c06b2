package io.orgscribe.extraction;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How runs are shared among replicas. */
@ConfigMapping(prefix = "orgscribe.extraction")
public interface ExtractionConfig {

    /** Whether this replica works on runs; where false it only serves. */
    @WithDefault("true")
    boolean enabled();

    /** Runs that this replica works on at once. */
    @WithDefault("4")
    int runsPerReplica();

    /** How often a replica looks for queued runs and for runs whose owner is gone. */
    @WithDefault("PT1S")
    Duration pollInterval();

    /** How long after its last sign of life the owner of a run counts as gone. */
    @WithDefault("PT10S")
    Duration lease();

    /** How often an owner gives its sign of life, writes its progress and looks whether it is asked to stop. */
    @WithDefault("PT2S")
    Duration heartbeat();

    /** How often a run is taken up again before it fails. */
    @WithDefault("20")
    int maxAttempts();
}
