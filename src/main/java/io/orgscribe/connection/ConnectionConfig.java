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

    /**
     * Within what time after a fire time runs begin, each connection's always at the same distance, so that schedules of
     * the same time do not all begin at once; never more than a tenth of the time between two fire times.
     */
    @WithDefault("PT5M")
    Duration jitter();
}
