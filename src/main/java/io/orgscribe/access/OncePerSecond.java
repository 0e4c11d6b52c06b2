package io.orgscribe.access;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one of many lines of the log through in a second, so that whoever causes many fills no disk. */
final class OncePerSecond {

    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final AtomicLong untold = new AtomicLong();

    /** By {@link System#nanoTime}. */
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    /** Where a line is due: how many were left out since the last one. */
    OptionalLong due() {
        long now = System.nanoTime();
        long due = next.get();
        if (now - due < 0 || !next.compareAndSet(due, now + PAUSE)) {
            untold.incrementAndGet();
            return OptionalLong.empty();
        }
        return OptionalLong.of(untold.getAndSet(0));
    }
}
