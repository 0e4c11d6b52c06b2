package io.orgscribe.schedule;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import io.orgscribe.connection.ConnectionSaved;

/**
 * Fires what is due, once a second. The database is asked only when something may be due: at the earliest fire time that
 * it had, or after a while, for other replicas make earlier ones.
 */
@ApplicationScoped
class ScheduleTimer {

    private static final Logger LOG = Logger.getLogger(ScheduleTimer.class);

    /** After how long what others have saved is seen at the latest, where they do not live to fire it themselves. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** Fire times that one transaction makes runs of. */
    private static final int BATCH = 100;

    private final Ticks ticks;
    private final AtomicLong nextLook = new AtomicLong(System.nanoTime());

    ScheduleTimer(Ticks ticks) {
        this.ticks = ticks;
    }

    @Scheduled(identity = "schedules", every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        long planned = nextLook.get();
        if (System.nanoTime() - planned < 0) {
            return;
        }
        try {
            Optional<Duration> wait;
            do {
                wait = ticks.fireDue(BATCH, LONGEST_WAIT);
            } while (wait.isEmpty());
            // Unless something was saved meanwhile.
            nextLook.compareAndSet(planned, System.nanoTime() + wait.get().toNanos());
        } catch (RuntimeException e) {
            LOG.warnf(e, "Schedules could not be fired; trying again in a second");
        }
    }

    /** The new fire time may be earlier than the earliest one so far. */
    void saved(@Observes(during = TransactionPhase.AFTER_SUCCESS) ConnectionSaved event) {
        nextLook.set(System.nanoTime());
    }
}
