package io.orgscribe.worker;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

/** What a replica does again and again. A failure of one time does not end it. */
final class PeriodicTask {

    private static final Logger LOG = Logger.getLogger(PeriodicTask.class);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final DatabaseWriteMonitor writes;

    PeriodicTask(DatabaseWriteMonitor writes) {
        this.writes = writes;
    }

    void every(Duration pause, Runnable task) {
        timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException | Error e) {
                        // Thrown on, it would end the repetition for good and in silence.
                        writes.seen(e);
                        LOG.warnf(e, "A repeated task failed; trying again in %d ms", pause.toMillis());
                    }
                },
                pause.toMillis(),
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** What is under way goes on to its end. */
    void stop() {
        timer.shutdown();
    }

    /** Returns when nothing is under way any more, or after the time. */
    void awaitEnd(Duration most) throws InterruptedException {
        timer.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS);
    }
}
