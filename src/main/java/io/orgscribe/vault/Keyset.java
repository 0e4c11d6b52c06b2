package io.orgscribe.vault;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetSequenceJsonWebKey;
import org.jose4j.lang.JoseException;

/** The keys by their id; the newest encrypts. */
final class Keyset {

    private static final int KEY_BYTES = 32;
    private static final String REMEDY = " Set orgscribe.vault.keyset (ORGSCRIBE_VAULT_KEYSET) to a JWK Set of"
            + " 256-bit oct keys with kid, as JSON or as file:/path; docs/configuration.md shows how to make one.";

    private final Map<String, OctetSequenceJsonWebKey> keys;
    private final OctetSequenceJsonWebKey newest;

    private Keyset(Map<String, OctetSequenceJsonWebKey> keys, OctetSequenceJsonWebKey newest) {
        this.keys = keys;
        this.newest = newest;
    }

    /** @throws ConfigurationException where it is no usable keyset; says why, quotes nothing of it */
    static Keyset parse(Optional<String> configured) {
        String json = text(configured.orElseThrow(
                () -> refused("There is no key to encrypt secrets with: orgscribe.vault.keyset is not set.")));
        Map<String, OctetSequenceJsonWebKey> keys = new LinkedHashMap<>();
        OctetSequenceJsonWebKey newest = null;
        for (JsonWebKey key : jsonWebKeys(json).getJsonWebKeys()) {
            newest = usable(key);
            if (keys.put(newest.getKeyId(), newest) != null) {
                throw refused("Two keys of orgscribe.vault.keyset have the kid " + newest.getKeyId() + ".");
            }
        }
        if (newest == null) {
            throw refused("orgscribe.vault.keyset holds no key.");
        }
        return new Keyset(keys, newest);
    }

    OctetSequenceJsonWebKey newest() {
        return newest;
    }

    Optional<OctetSequenceJsonWebKey> key(String kid) {
        return Optional.ofNullable(keys.get(kid));
    }

    private static String text(String configured) {
        if (!configured.startsWith("file:")) {
            return configured;
        }
        try {
            return Files.readString(Path.of(URI.create(configured)));
        } catch (IOException | IllegalArgumentException e) {
            throw refused("The file that orgscribe.vault.keyset names cannot be read ("
                    + e.getClass().getSimpleName() + "): " + configured + ".");
        }
    }

    /** The parser's own message quotes its input, so it goes no further. */
    private static JsonWebKeySet jsonWebKeys(String json) {
        try {
            return new JsonWebKeySet(json);
        } catch (JoseException | RuntimeException e) {
            throw refused("orgscribe.vault.keyset is no JWK Set.");
        }
    }

    private static OctetSequenceJsonWebKey usable(JsonWebKey key) {
        if (key.getKeyId() == null
                || !(key instanceof OctetSequenceJsonWebKey oct)
                || oct.getOctetSequence().length != KEY_BYTES) {
            throw refused("A key of orgscribe.vault.keyset has no kid or is no 256-bit oct key.");
        }
        return oct;
    }

    private static ConfigurationException refused(String reason) {
        return new ConfigurationException(reason + REMEDY);
    }
}
