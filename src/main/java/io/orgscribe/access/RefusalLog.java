package io.orgscribe.access;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

/**
 * Tells the log why credentials were refused: one line a second at most, so that whoever tries many fills no disk and
 * hides nothing but others like it.
 */
@ApplicationScoped
class RefusalLog {

    private static final Logger LOG = Logger.getLogger(RefusalLog.class);
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final AtomicLong untold = new AtomicLong();

    /** By {@link System#nanoTime}. */
    private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

    /** @param why without anything of the credential but its first characters */
    void refused(String why) {
        long now = System.nanoTime();
        long due = nextLine.get();
        if (now - due < 0 || !nextLine.compareAndSet(due, now + PAUSE)) {
            untold.incrementAndGet();
            return;
        }
        long others = untold.getAndSet(0);
        LOG.infof("A credential was refused: %s%s", why, others == 0 ? "" : "; and " + others + " more before it");
    }
}
