package io.orgscribe;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the demo shows: lines, tables, and a bar that moves where there is a terminal to move it. ASCII but for data. */
final class DemoScreen {

    private static final int BAR = 24;
    private static final int WIDEST_CELL = 38;
    private static final long BETWEEN_LINES = TimeUnit.SECONDS.toNanos(3);

    private final PrintStream out;
    private final boolean interactive;
    private long lastProgress = System.nanoTime();

    /** @param interactive whether what is written can be written over */
    DemoScreen(PrintStream out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
    }

    /** Of this process. */
    static DemoScreen ofProcess() {
        return new DemoScreen(System.out, System.console() != null);
    }

    void line(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }

    /**
     * One line that the next one replaces; without a terminal a line every few seconds.
     *
     * @param total 0 while it is not known
     */
    void progress(int done, int total, String text) {
        int filled = total == 0 ? 0 : (int) ((long) BAR * done / total);
        String bar = "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] " + text;
        if (interactive) {
            out.print("\r\033[K" + bar);
            out.flush();
        } else if (System.nanoTime() - lastProgress > BETWEEN_LINES) {
            out.println(bar);
            lastProgress = System.nanoTime();
        }
    }

    /** Takes the bar away, for what comes next to be written in its place. */
    void endProgress() {
        if (interactive) {
            out.print("\r\033[K");
        }
    }

    /** Rows of equal length below their headings; what is too long for its column is cut. */
    void table(List<String> headings, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>(List.of(headings));
        all.addAll(rows);
        int[] widths = IntStream.range(0, headings.size())
                .map(column -> all.stream()
                        .mapToInt(row -> cut(row.get(column)).length())
                        .max()
                        .orElse(0))
                .toArray();
        all.forEach(row -> line("  %s", row(row, widths)));
    }

    private static String row(List<String> cells, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> {
                    String cell = cut(cells.get(column));
                    return cell + " ".repeat(widths[column] - cell.length());
                })
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static String cut(String text) {
        String oneLine = text.replaceAll("\\s+", " ");
        return oneLine.length() <= WIDEST_CELL ? oneLine : oneLine.substring(0, WIDEST_CELL - 3) + "...";
    }
}
