package io.orgscribe.worker;

import java.time.Duration;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import io.orgscribe.connection.IdleGrants;
import io.orgscribe.run.ExtractionConfig;
import io.orgscribe.worker.ClusterTasks.Task;

/** What replicas do beside their requests and runs. Of each task one takes care at a time. */
@ApplicationScoped
class Housekeeping {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class);

    /** Also that of {@link #touchGrants}. */
    private static final Duration IDLE_GRANTS = Duration.ofMinutes(10);

    /** A replica that has not done its task by then has died, or another one may help. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final ConnectionDeletion deletion;
    private final Retention retention;
    private final IdleGrants grants;
    private final DatabaseWriteMonitor writes;
    private final ExtractionConfig config;
    private final RetentionConfig kept;
    private final ClusterTasks tasks;
    private final PeriodicTask looks;

    Housekeeping(
            ConnectionDeletion deletion,
            Retention retention,
            IdleGrants grants,
            DatabaseWriteMonitor writes,
            ExtractionConfig config,
            RetentionConfig kept,
            ClusterTasks tasks) {
        this.deletion = deletion;
        this.retention = retention;
        this.grants = grants;
        this.writes = writes;
        this.config = config;
        this.kept = kept;
        this.tasks = tasks;
        this.looks = new PeriodicTask(writes);
    }

    /** Each replica looks for itself whether it can write again. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent event) {
        if (config.enabled()) {
            looks.every(config.heartbeat(), writes::look);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        looks.stop();
    }

    @Scheduled(
            identity = "removal",
            every = "{orgscribe.extraction.lease}",
            delayed = "{orgscribe.extraction.lease}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void remove() {
        if (config.enabled()) {
            perform(Task.REMOVAL, config.lease(), deletion::sweep);
        }
    }

    @Scheduled(
            identity = "retention",
            every = "{orgscribe.retention.interval}",
            delayed = "{orgscribe.retention.interval}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void retain() {
        if (config.enabled()) {
            perform(Task.RETENTION, kept.interval(), retention::sweep);
        }
    }

    /** Grants end also where nobody extracts for a while. */
    @Scheduled(identity = "idle-grants", every = "10m", delayed = "10m", concurrentExecution = ConcurrentExecution.SKIP)
    void touchGrants() {
        perform(Task.IDLE_GRANTS, IDLE_GRANTS, grants::touch);
    }

    private void perform(Task task, Duration pause, Runnable work) {
        try {
            if (tasks.take(task, LONGEST.compareTo(pause) > 0 ? LONGEST : pause)) {
                try {
                    work.run();
                } finally {
                    // Not after all of the pause, or a replica that is alone would come a moment too early each time.
                    tasks.done(task, pause.dividedBy(2));
                }
            }
        } catch (RuntimeException e) {
            writes.seen(e);
            LOG.warnf(e, "%s failed; trying again in %d ms", task, pause.toMillis());
        }
    }
}
