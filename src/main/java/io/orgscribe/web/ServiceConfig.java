package io.orgscribe.web;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Keys of the service as a whole. */
@ConfigMapping(prefix = "orgscribe")
public interface ServiceConfig {

    /**
     * Where the embedded mode keeps its database, passwords and keyset; of no use with a configured database. A path,
     * {@code ./data} by default.
     */
    @WithDefault("data")
    Path dataDir();

    /**
     * Whether the service shows in the terminal what it does, on the sample org, which must be enabled. True or false,
     * false by default; the profile {@code demo} sets all that the demo needs.
     */
    @WithDefault("false")
    boolean demo();

    /**
     * The address under which people reach the service: its host is taken as ours, and Salesforce sends browsers back
     * there. A URL, no default: then only loopback addresses are ours, and no connection can be authorized.
     */
    Optional<URI> publicUrl();
}
