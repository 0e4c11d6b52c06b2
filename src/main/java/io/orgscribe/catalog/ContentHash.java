package io.orgscribe.catalog;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/** The first 128 bits of SHA-256 over a sequence of values, as a uuid: PostgreSQL's fixed-size type of 16 bytes. */
public final class ContentHash {

    /** SQL of the hash of a column that only definitions have ever shown. */
    public static final String NEVER_DESCRIBED = "CAST('00000000-0000-0000-0000-000000000000' AS uuid)";

    private ContentHash() {}

    public static UUID of(List<?> values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Object value : values) {
                write(out, value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A byte array does not fail", e);
        }
        ByteBuffer digest = ByteBuffer.wrap(sha256().digest(bytes.toByteArray()));
        return new UUID(digest.getLong(), digest.getLong());
    }

    /** Lengths go in as well, so that ("ab", "c") and ("a", "bc") differ, as do null and "". */
    private static void write(DataOutputStream out, Object value) throws IOException {
        if (value == null) {
            out.writeByte(0);
        } else if (value instanceof List<?> list) {
            out.writeByte(2);
            out.writeInt(list.size());
            for (Object element : list) {
                write(out, element);
            }
        } else {
            byte[] text =
                    (value instanceof Json json ? json.text() : value.toString()).getBytes(StandardCharsets.UTF_8);
            out.writeByte(1);
            out.writeInt(text.length);
            out.write(text);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
