package io.orgscribe.run;

import java.time.Duration;
import java.util.OptionalInt;

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

    /** Runs that all replicas together work on at once; absent for no bound. */
    OptionalInt runsPerCluster();

    /** How often a replica looks for queued runs and for runs whose owner is gone. */
    @WithDefault("PT1S")
    Duration pollInterval();

    /** How long after its last sign of life the owner of a run counts as gone. */
    @WithDefault("PT10S")
    Duration lease();

    /** How often an owner gives its sign of life, writes its progress and looks whether it is asked to stop. */
    @WithDefault("PT2S")
    Duration heartbeat();

    /** How long a process that is asked to end waits for its runs to hand over. */
    @WithDefault("PT15S")
    Duration handOver();

    /** How often a run is taken up again before it fails. */
    @WithDefault("20")
    int maxAttempts();

    /** How many calls that have failed an attempt may make again. */
    @WithDefault("500")
    int retryBudget();

    /** How often in a row a run that reads nothing goes back to the queue because its org fails, before it fails. */
    @WithDefault("4")
    int retries();

    /** The longest wait before the first of them; doubles with each. */
    @WithDefault("PT1M")
    Duration retryDelay();

    /** The longest wait before a run looks again whether its org's maintenance has ended. */
    @WithDefault("PT10M")
    Duration maintenanceDelay();

    /** How long a run waits for the end of its org's maintenance, once it has met it, before it fails. */
    @WithDefault("PT24H")
    Duration maintenancePatience();
}
