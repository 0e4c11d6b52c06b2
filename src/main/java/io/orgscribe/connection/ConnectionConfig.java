package io.orgscribe.connection;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What connections may ask for. */
@ConfigMapping(prefix = "orgscribe.schedule")
public interface ConnectionConfig {

    /** The shortest time that may lie between two fire times of a schedule, as an ISO 8601 duration; 5 minutes. */
    @WithDefault("PT5M")
    Duration minInterval();
}
