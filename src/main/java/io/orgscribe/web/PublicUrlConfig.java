package io.orgscribe.web;

import java.net.URI;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** Where people and Salesforce find the service. */
@ConfigMapping(prefix = "orgscribe")
public interface PublicUrlConfig {

    /**
     * The address under which people reach the service: its host is taken as ours, and Salesforce sends browsers back
     * there. A URL, no default: then only loopback addresses are ours, and no connection can be authorized.
     */
    Optional<URI> publicUrl();
}
