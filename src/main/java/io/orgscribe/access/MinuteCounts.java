package io.orgscribe.access;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Counts by name, which begin anew each minute. Its memory is bounded: further names share one count. */
final class MinuteCounts {

    private static final int MOST_NAMES = 10_000;
    private static final String OTHERS = "";
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private volatile Minute minute;

    /** @param nanoTime as {@link System#nanoTime} */
    MinuteCounts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.minute = new Minute(nanoTime.getAsLong(), new ConcurrentHashMap<>());
    }

    private record Minute(long began, Map<String, AtomicInteger> counts) {}

    /** Counts one more of this name, and tells how many that makes in this minute. */
    int add(String name) {
        Map<String, AtomicInteger> counts = current().counts;
        AtomicInteger count = counts.get(name);
        if (count == null) {
            count = counts.computeIfAbsent(counts.size() < MOST_NAMES ? name : OTHERS, first -> new AtomicInteger());
        }
        return count.incrementAndGet();
    }

    /** Whole seconds until they begin anew, at least one. */
    long secondsLeft() {
        long left = MINUTE - (nanoTime.getAsLong() - minute.began);
        return Math.max(1, Duration.ofNanos(left).toSeconds() + 1);
    }

    private Minute current() {
        Minute known = minute;
        long now = nanoTime.getAsLong();
        if (now - known.began < MINUTE) {
            return known;
        }
        Minute begun = new Minute(now, new ConcurrentHashMap<>());
        // Of several that notice at once the last one counts; what the others have counted meanwhile is little.
        minute = begun;
        return begun;
    }
}
