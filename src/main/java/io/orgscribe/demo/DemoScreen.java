package io.orgscribe.demo;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Where the demo shows itself: lines, and a bar that moves where there is a terminal to move it. */
final class DemoScreen {

    private static final int BAR = 24;
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
}
