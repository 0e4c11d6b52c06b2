package io.orgscribe.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.oidc.runtime.OidcConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import org.jboss.logging.Logger;

/**
 * Whether each request needs a credential: by configuration alone, so that it is known before anything starts and the
 * same on every replica. Keys in the database neither close nor open it.
 */
@ApplicationScoped
class AccessMode {

    /** Before anything uses the database, or begins what a refused start would leave behind. */
    static final int FIRST = Interceptor.Priority.PLATFORM_BEFORE - 1;

    private static final Logger LOG = Logger.getLogger(AccessMode.class);
    private static final String FILE = "file:";

    private final AccessConfig config;
    private final VertxHttpConfig http;
    private final boolean oidc;
    private final Optional<byte[]> adminHash;

    AccessMode(AccessConfig config, VertxHttpConfig http, OidcConfig oidc) {
        this.config = config;
        this.oidc = OidcTenant.isConfigured(oidc);
        this.http = http;
        this.adminHash = config.adminKey().map(AccessMode::adminKey).map(KeyText::hash);
    }

    boolean isControlled() {
        return config.required() || adminHash.isPresent() || oidc;
    }

    /** Whether this is the SHA-256 of the key of the configuration. */
    boolean isAdminKey(byte[] hash) {
        return adminHash.filter(admin -> MessageDigest.isEqual(admin, hash)).isPresent();
    }

    void refuseOpenAddress(@Observes @Priority(FIRST) StartupEvent start) {
        if (isControlled() || isLoopbackAddress(http.host())) {
            return;
        }
        if (!config.open()) {
            throw new ConfigurationException("Listening on " + http.host() + " would let everybody in, for no access"
                    + " control is configured. Set orgscribe.access.admin-key (osk_ and 43 characters of base64url), or"
                    + " quarkus.oidc.auth-server-url, or orgscribe.access.required=true and make keys by the command api-key; or quarkus.http.host to"
                    + " 127.0.0.1; or orgscribe.access.open=true where only people who may do everything reach this"
                    + " address.");
        }
        LOG.warnf(
                "Everybody who reaches %s may do everything here, for orgscribe.access.open=true and no access control is"
                        + " configured (orgscribe.access.admin-key)",
                http.host());
    }

    private static KeyText adminKey(String configured) {
        return KeyText.of(text(configured).strip())
                .orElseThrow(() -> new ConfigurationException("orgscribe.access.admin-key is no key: it takes osk_ and"
                        + " 43 characters of base64url, such as: echo osk_$(openssl rand 32 | basenc --base64url | tr -d"
                        + " =), or file: and the path of a file with such a key."));
    }

    private static String text(String configured) {
        if (!configured.startsWith(FILE)) {
            return configured;
        }
        try {
            return Files.readString(Path.of(URI.create(configured)));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    "The file that orgscribe.access.admin-key names cannot be read ("
                            + e.getClass().getSimpleName() + "): " + configured,
                    e);
        }
    }

    private static boolean isLoopbackAddress(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ConfigurationException("quarkus.http.host is no address of this machine: " + host, e);
        }
    }
}
