package io.orgscribe.extraction;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import io.orgscribe.connection.SecretsLock;

/** Takes runs from the queue while this replica has room, keeps their leases, and tells them when to stop. */
@ApplicationScoped
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    /** How long a stopping process waits for its runs to hand over. */
    private static final long HAND_OVER_SECONDS = 15;

    private final RunStore runs;
    private final Worker worker;
    private final Removal removal;
    private final SecretsLock secrets;
    private final ExtractionConfig config;
    private final Clock clock;
    private final String owner = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();
    private final Semaphore room;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(3);
    private final ExecutorService workers = Executors.newCachedThreadPool();

    Dispatcher(
            RunStore runs, Worker worker, Removal removal, SecretsLock secrets, ExtractionConfig config, Clock clock) {
        this.runs = runs;
        this.worker = worker;
        this.removal = removal;
        this.secrets = secrets;
        this.config = config;
        this.clock = clock;
        this.room = new Semaphore(config.runsPerReplica());
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            every(config.pollInterval().toMillis(), this::claim);
            every(config.heartbeat().toMillis(), this::heartbeat);
            every(config.lease().toMillis(), removal::sweep);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        timer.shutdown();
        attempts.forEach(attempt -> attempt.stop(Attempt.Stop.HANDED_OVER));
        workers.shutdown();
        if (!workers.awaitTermination(HAND_OVER_SECONDS, TimeUnit.SECONDS)) {
            LOG.warnf(
                    "%d runs have not handed over in time; another replica takes them when their lease ends",
                    attempts.size());
        }
    }

    private void every(long millis, Runnable task) {
        timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        LOG.warnf(e, "The database did not answer; trying again in %d ms", millis);
                    }
                },
                millis,
                millis,
                TimeUnit.MILLISECONDS);
    }

    private void claim() {
        while (!secrets.isLocked() && room.tryAcquire()) {
            boolean started = false;
            try {
                var claim = runs.claim(owner, config.lease());
                if (claim.isEmpty()) {
                    return;
                }
                workers.execute(() -> work(claim.get()));
                started = true;
            } finally {
                if (!started) {
                    room.release();
                }
            }
        }
    }

    private void work(Claim claim) {
        Attempt attempt = new Attempt(claim, Thread.currentThread(), runs::cancelBackend);
        attempts.add(attempt);
        try {
            worker.work(attempt);
        } finally {
            attempts.remove(attempt);
            room.release();
        }
    }

    private void heartbeat() {
        for (Attempt attempt : attempts) {
            if (!attempt.settled()) {
                renew(attempt);
            }
        }
    }

    private void renew(Attempt attempt) {
        Progress.Described described = attempt.progress().described();
        int perMinute = described.tablesPerMinute(System.nanoTime());
        try {
            runs.renew(attempt, config.lease(), estimatedEnd(described, perMinute), perMinute)
                    .ifPresentOrElse(
                            cancelRequested -> {
                                attempt.renewed();
                                if (cancelRequested) {
                                    attempt.stop(Attempt.Stop.CANCELLED);
                                }
                            },
                            () -> attempt.stop(Attempt.Stop.LOST));
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "The lease of run %s could not be renewed",
                    attempt.claim().runId());
            if (attempt.nanosSinceRenewal() > config.lease().toNanos()) {
                attempt.stop(Attempt.Stop.LOST);
            }
        }
    }

    private Instant estimatedEnd(Progress.Described described, int perMinute) {
        int left = described.total() - described.done() - described.failed();
        return perMinute == 0 || left <= 0 ? null : clock.instant().plusSeconds(60L * left / perMinute);
    }
}
