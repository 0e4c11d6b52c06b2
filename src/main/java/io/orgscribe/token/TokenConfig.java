package io.orgscribe.token;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How access tokens are asked for. */
@ConfigMapping(prefix = "orgscribe.token")
public interface TokenConfig {

    /** How long the reply to a token request may take. Default: 20 seconds. */
    @WithDefault("20s")
    Duration timeout();

    /** How often to look whether another replica has got its token. Default: 250 milliseconds. */
    @WithDefault("250ms")
    Duration pollInterval();

    /**
     * After how long a token request of another replica counts as lost and is made again; longer than the timeout.
     * Default: 60 seconds.
     */
    @WithDefault("60s")
    Duration claimLease();
}
