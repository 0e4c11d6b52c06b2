package io.orgscribe.access;

import java.util.Optional;

import jakarta.validation.constraints.Min;

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

    /**
     * How many requests a key, or a person, may send to each replica in a minute; further ones get 429. A number, 6000 by
     * default; 0 for any number.
     */
    @WithDefault("6000")
    @Min(0)
    int rate();

    /**
     * How many wrong credentials an address may show in a minute; from then on each answer waits for a second. A number, 10
     * by default.
     */
    @WithDefault("10")
    @Min(0)
    int failures();
}
