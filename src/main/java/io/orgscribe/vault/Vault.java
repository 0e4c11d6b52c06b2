package io.orgscribe.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.UUID;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.Startup;
import org.jose4j.base64url.Base64Url;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jwk.OctetSequenceJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * Encrypts secrets at rest: JWE compact (RFC 7516), {@code dir} with {@code A256GCM}; the newest key of the keyset
 * encrypts, {@code kid} finds the others. Connection and field are in the protected header and are checked on the way
 * back, so that a value cannot be moved to another row.
 */
// A keyset that is missing or unusable is found before anything uses the database.
@Startup(Interceptor.Priority.PLATFORM_BEFORE - 1)
@ApplicationScoped
public class Vault {

    private static final String CONNECTION = "connection";
    private static final String FIELD = "field";

    private final Keyset keyset;

    Vault(VaultConfig config) {
        this.keyset = Keyset.parse(config.keyset());
    }

    /** A keyset with one new random key, as {@code orgscribe.vault.keyset} takes it. */
    public static String newKeyset() {
        OctetSequenceJsonWebKey key = OctJwkGenerator.generateJwk(256);
        key.setKeyId(UUID.randomUUID().toString());
        return new JsonWebKeySet(key).toJson(OutputControlLevel.INCLUDE_SYMMETRIC);
    }

    /** The secret as a JWE that only {@link #decrypt} with the same connection and field reads. */
    public String encrypt(UUID connectionId, String field, String secret) {
        OctetSequenceJsonWebKey key = keyset.newest();
        JsonWebEncryption jwe = new JsonWebEncryption();
        jwe.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.DIRECT);
        jwe.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
        jwe.setKeyIdHeaderValue(key.getKeyId());
        jwe.setHeader(CONNECTION, connectionId.toString());
        jwe.setHeader(FIELD, field);
        jwe.setKey(key.getKey());
        jwe.setPayload(secret);
        try {
            return jwe.getCompactSerialization();
        } catch (JoseException e) {
            throw new VaultException(
                    "The secret " + field + " of connection " + connectionId + " cannot be encrypted.", e);
        }
    }

    /** @throws VaultException where no key of the keyset reads it, or it belongs elsewhere */
    public String decrypt(UUID connectionId, String field, String jwe) {
        try {
            JsonWebEncryption parsed = new JsonWebEncryption();
            parsed.setAlgorithmConstraints(
                    new AlgorithmConstraints(ConstraintType.PERMIT, KeyManagementAlgorithmIdentifiers.DIRECT));
            parsed.setContentEncryptionAlgorithmConstraints(
                    new AlgorithmConstraints(ConstraintType.PERMIT, ContentEncryptionAlgorithmIdentifiers.AES_256_GCM));
            parsed.setCompactSerialization(jwe);
            parsed.setKey(key(parsed.getKeyIdHeaderValue(), field, connectionId));
            String secret = parsed.getPayload();
            if (!connectionId.toString().equals(parsed.getHeader(CONNECTION))
                    || !field.equals(parsed.getHeader(FIELD))) {
                throw unreadable(field, connectionId, "it was encrypted for another place", null);
            }
            return secret;
        } catch (JoseException e) {
            throw unreadable(
                    field, connectionId, "it was altered, or its key in orgscribe.vault.keyset is another one", e);
        }
    }

    /**
     * A secret that every replica with the same keyset derives, and that changes with its newest key.
     *
     * @param purpose tells it from the secrets for other purposes
     * @return 43 characters of base64url
     * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104, HMAC</a>
     */
    public String derive(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keyset.newest().getOctetSequence(), "HmacSHA256"));
            return Base64Url.encode(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    /** Whether the newest key encrypts it, so that older ones are not needed for it. */
    boolean isNewest(String jwe) {
        try {
            JsonWebEncryption parsed = new JsonWebEncryption();
            parsed.setCompactSerialization(jwe);
            return keyset.newest().getKeyId().equals(parsed.getKeyIdHeaderValue());
        } catch (JoseException e) {
            return false;
        }
    }

    /** Whether a key of the keyset reads it in its place. */
    public boolean opens(UUID connectionId, String field, String jwe) {
        try {
            decrypt(connectionId, field, jwe);
            return true;
        } catch (VaultException e) {
            return false;
        }
    }

    /**
     * Encrypts a secret of an older key with the newest one.
     *
     * @param jwe null where nothing is stored
     * @param replace is given the new JWE, and not called where there is none
     */
    public Reencryption reencrypt(UUID connectionId, String field, String jwe, Consumer<String> replace) {
        if (jwe == null) {
            return Reencryption.NOTHING_STORED;
        }
        if (isNewest(jwe)) {
            return Reencryption.NEWEST_ALREADY;
        }
        String secret;
        try {
            secret = decrypt(connectionId, field, jwe);
        } catch (VaultException e) {
            return Reencryption.UNREADABLE;
        }
        replace.accept(encrypt(connectionId, field, secret));
        return Reencryption.RENEWED;
    }

    private Key key(String kid, String field, UUID connectionId) {
        return keyset.key(kid)
                .orElseThrow(() -> unreadable(
                        field, connectionId, "orgscribe.vault.keyset has no key " + kid + "; put it back", null))
                .getKey();
    }

    private static VaultException unreadable(String field, UUID connectionId, String reason, Throwable cause) {
        return new VaultException(
                "The stored " + field + " of connection " + connectionId + " cannot be read: " + reason
                        + ". Otherwise give the connection its secrets anew.",
                cause);
    }
}
