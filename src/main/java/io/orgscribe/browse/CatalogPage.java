package io.orgscribe.browse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A page of a list. It is read whole before its first byte is sent: the header that names the next page comes first,
 * and a client that reads slowly holds no database connection.
 *
 * @param items JSON in UTF-8
 * @param next the cursor of the next page, null on the last
 * @param version that it answers as of
 */
record CatalogPage(List<byte[]> items, String next, CatalogVersion version) {

    Optional<String> nextPage() {
        return Optional.ofNullable(next);
    }

    void write(OutputStream out) throws IOException {
        out.write(ascii("{\"items\":["));
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.write(items.get(i));
        }
        out.write(ascii(
                "],\"next\":" + (next == null ? "null" : '"' + next + '"') + ",\"asOf\":" + version.json() + "}"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
