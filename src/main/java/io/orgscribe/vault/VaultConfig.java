package io.orgscribe.vault;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** Keys of the vault. */
@ConfigMapping(prefix = "orgscribe.vault")
public interface VaultConfig {

    /**
     * The keys that encrypt secrets at rest: a JWK Set (RFC 7517) as JSON, or {@code file:/path} of one. Each key is
     * {@code "kty": "oct"} of 256 bits with a {@code kid}. The last one encrypts, the others only decrypt: to rotate,
     * append a key. No unit. Embedded mode makes one in the data directory; elsewhere there is no default and the
     * service does not start without it.
     */
    Optional<String> keyset();
}
