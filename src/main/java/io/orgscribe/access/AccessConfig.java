package io.orgscribe.access;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who may use the service: keys under {@code orgscribe.access}. */
@ConfigMapping(prefix = "orgscribe.access")
interface AccessConfig {

    /**
     * Whether everybody who reaches the service may do everything, also on an address that is not loopback. True or
     * false, false by default; of no meaning where access is controlled.
     */
    @WithDefault("false")
    boolean open();

    /** Whether each request needs a key. True or false, false by default; an admin key means true. */
    @WithDefault("false")
    boolean required();

    /**
     * A key with the role admin, or {@code file:} and the path of a file that holds it. {@code osk_} and 43 characters
     * of base64url, no default.
     */
    Optional<String> adminKey();
}
