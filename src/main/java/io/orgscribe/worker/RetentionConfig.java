package io.orgscribe.worker;

import java.time.Duration;
import java.util.Optional;

import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long what has ended is kept. The catalog and its history, which any time in the past is told from, always are. */
@ConfigMapping(prefix = "orgscribe.retention")
public interface RetentionConfig {

    /** How often to look for what has become old. */
    @WithDefault("PT1H")
    Duration interval();

    /** Rows that one transaction removes at most. */
    @WithDefault("1000")
    @Min(1)
    int batch();

    /** Runs after their end, and what became of fire times. Each connection's newest run stays. */
    @WithDefault("P365D")
    Duration runs();

    /** Which tables a run could not read, after its end. */
    @WithDefault("P90D")
    Duration failures();

    /** How many records tables had, by day. Each table's newest count stays. */
    @WithDefault("P730D")
    Duration recordCounts();

    /** What a paused run has staged, after its pause; then the run begins anew when it goes on. */
    @WithDefault("P30D")
    Duration staging();

    /** Who has changed what. */
    @WithDefault("P400D")
    Duration audit();

    /** Changes of the catalog; absent to keep them all. */
    Optional<Duration> changes();
}
