package io.orgscribe.run;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** How old what is known of an org may become before it is asked for again. */
@ConfigMapping(prefix = "orgscribe")
public interface ReadingConfig {

    @WithName("describe.sweep-interval")
    @WithDefault("PT20H")
    Duration sweepInterval();

    @WithName("annotations.max-age")
    @WithDefault("P7D")
    Duration annotationsMaxAge();
}
