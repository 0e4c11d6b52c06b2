package io.orgscribe.benchmark;

import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.postgresql.copy.CopyManager;

/** Rows of plain values in the text format of COPY. */
final class CopyText {

    private final CopyManager copy;
    private final StringBuilder text = new StringBuilder();

    CopyText(CopyManager copy) {
        this.copy = copy;
    }

    /** @param values whose texts have no tab, no line break and no backslash */
    void add(Object... values) {
        text.append(Arrays.stream(values)
                        .map(value -> value == null ? "\\N" : value.toString())
                        .collect(Collectors.joining("\t")))
                .append('\n');
    }

    /** @param target table and columns */
    void into(String target) throws SQLException, IOException {
        copy.copyIn("COPY " + target + " FROM STDIN", new StringReader(text.toString()));
        text.setLength(0);
    }
}
