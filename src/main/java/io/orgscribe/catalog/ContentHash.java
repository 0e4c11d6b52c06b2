package io.orgscribe.catalog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/** The first 128 bits of SHA-256 over a sequence of values, as a uuid: PostgreSQL's fixed-size type of 16 bytes. */
final class ContentHash {

    private final MessageDigest digest;

    private ContentHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    static UUID of(List<?> values) {
        ContentHash hash = new ContentHash();
        values.forEach(hash::add);
        ByteBuffer bytes = ByteBuffer.wrap(hash.digest.digest());
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** Lengths go in as well, so that ("ab", "c") and ("a", "bc") differ, as do null and "". */
    private void add(Object value) {
        if (value == null) {
            digest.update((byte) 0);
        } else if (value instanceof List<?> list) {
            length(2, list.size());
            list.forEach(this::add);
        } else {
            byte[] bytes =
                    (value instanceof Json json ? json.text() : value.toString()).getBytes(StandardCharsets.UTF_8);
            length(1, bytes.length);
            digest.update(bytes);
        }
    }

    private void length(int tag, int length) {
        digest.update(ByteBuffer.allocate(5).put((byte) tag).putInt(length).flip());
    }
}
