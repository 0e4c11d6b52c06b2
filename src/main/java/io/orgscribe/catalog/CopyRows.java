package io.orgscribe.catalog;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.postgresql.PGConnection;

/**
 * Rows for one table in COPY's text format, held as bytes: what a reply brought waits here until it has ended, at a
 * fraction of the heap that objects would take.
 *
 * @see <a href="https://www.postgresql.org/docs/15/sql-copy.html">COPY, File Formats</a>
 */
final class CopyRows {

    /** An escaped NUL in JSON: PostgreSQL stores none, neither in text nor in jsonb. */
    private static final Pattern JSON_NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private static final char REPLACEMENT = '\ufffd';

    private static final class Bytes extends ByteArrayOutputStream {
        InputStream read() {
            return new ByteArrayInputStream(buf, 0, count);
        }
    }

    private final Bytes bytes = new Bytes();
    private int rows;

    void add(List<?> leading, List<?> values) {
        StringBuilder row = new StringBuilder(512);
        leading.forEach(value -> field(row, value));
        values.forEach(value -> field(row, value));
        row.setCharAt(row.length() - 1, '\n');
        bytes.writeBytes(row.toString().getBytes(StandardCharsets.UTF_8));
        rows++;
    }

    /** Some of the rows, which end at that size. */
    CopyRows slice(int from, int to, int number) {
        CopyRows slice = new CopyRows();
        slice.bytes.writeBytes(Arrays.copyOfRange(bytes.toByteArray(), from, to));
        slice.rows = number;
        return slice;
    }

    int rows() {
        return rows;
    }

    int size() {
        return bytes.size();
    }

    void copyInto(Connection connection, String tableAndColumns) throws SQLException, IOException {
        if (rows > 0) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + tableAndColumns + " FROM STDIN", bytes.read());
        }
    }

    private static void field(StringBuilder row, Object value) {
        if (value == null) {
            row.append("\\N");
        } else if (value instanceof Json json) {
            escaped(row, withoutNul(json.text()));
        } else if (value instanceof List<?> list) {
            escaped(row, array(list));
        } else {
            escaped(row, value.toString());
        }
        row.append('\t');
    }

    /** Looked for in a way that is cheap where there is none: this is done for each of an org's columns. */
    static String withoutNul(String json) {
        return json.contains("\\u0000")
                ? JSON_NUL.matcher(json).replaceAll("$1" + Matcher.quoteReplacement("" + REPLACEMENT))
                : json;
    }

    private static String array(List<?> list) {
        if (list.isEmpty()) {
            return "{}";
        }
        StringBuilder array = new StringBuilder("{");
        for (Object element : list) {
            array.append(array.length() == 1 ? "\"" : ",\"");
            array.append(element.toString().replace("\\", "\\\\").replace("\"", "\\\""));
            array.append('"');
        }
        return array.append('}').toString();
    }

    /** Most texts have nothing to escape, and are appended whole. */
    private static void escaped(StringBuilder row, String text) {
        int clean = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String replacement = c == '\\' || c < ' ' ? replacement(c) : null;
            if (replacement != null) {
                row.append(text, clean, i).append(replacement);
                clean = i + 1;
            }
        }
        if (clean == 0) {
            row.append(text);
        } else {
            row.append(text, clean, text.length());
        }
    }

    private static String replacement(char c) {
        return switch (c) {
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\0' -> "" + REPLACEMENT;
            default -> null;
        };
    }
}
