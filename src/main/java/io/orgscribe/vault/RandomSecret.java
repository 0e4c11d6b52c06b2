package io.orgscribe.vault;

import java.nio.charset.StandardCharsets;

import org.jose4j.base64url.Base64Url;
import org.jose4j.lang.ByteUtil;
import org.jose4j.lang.HashUtil;

/** Secrets of 256 random bits that others keep, and of which the service keeps a hash: they need no slower one. */
public final class RandomSecret {

    private static final int BYTES = 32;

    private RandomSecret() {}

    /** 43 characters of base64url. */
    public static String next() {
        return Base64Url.encode(ByteUtil.randomBytes(BYTES));
    }

    /** SHA-256, 32 bytes. */
    public static byte[] hash(String secret) {
        return HashUtil.getMessageDigest(HashUtil.SHA_256).digest(secret.getBytes(StandardCharsets.UTF_8));
    }
}
