package io.orgscribe.web;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Rows as comma-separated values (<a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>) in UTF-8, written as they
 * come. What a spreadsheet would take for a formula gets an apostrophe before it, for texts are what an org says.
 */
public final class Csv implements Closeable {

    public static final String TYPE = "text/csv";

    private static final String WITH_HEADER = TYPE + ";charset=UTF-8;header=present";

    /** By which a spreadsheet knows a formula, as <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP</a> lists them. */
    private static final String FORMULA = "=+-@\t\r";

    private final CSVPrinter printer;

    private Csv(OutputStream out, List<String> header) throws IOException {
        printer = new CSVPrinter(new OutputStreamWriter(out, StandardCharsets.UTF_8), CSVFormat.RFC4180);
        printer.printRecord(header);
    }

    /** What writes rows until there are no more. */
    @FunctionalInterface
    public interface Rows {
        void write(Csv csv) throws IOException;
    }

    /**
     * A reply that is a file to download.
     *
     * @param name of the file, of letters and dashes
     */
    public static Response reply(String name, List<String> header, Rows rows) {
        StreamingOutput output = out -> {
            try (Csv csv = new Csv(out, header)) {
                rows.write(csv);
            }
        };
        return Response.ok(output, WITH_HEADER)
                .header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"")
                .build();
    }

    /** What a cell says of a value: a text as it is, nothing of null, all else as JSON. */
    public static String text(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? "" : value.isTextual() ? value.textValue() : value.toString();
    }

    /** @param cells null for those that are empty */
    public void row(List<String> cells) throws IOException {
        for (String cell : cells) {
            printer.print(cell == null ? "" : harmless(cell));
        }
        printer.println();
    }

    private static String harmless(String cell) {
        return !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    @Override
    public void close() throws IOException {
        printer.close();
    }
}
