package io.orgscribe.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import io.orgscribe.connection.KeysetGuard;
import io.orgscribe.run.Attempt;
import io.orgscribe.run.Claim;
import io.orgscribe.run.ExtractionConfig;
import io.orgscribe.run.Progress;
import io.orgscribe.run.RunStore;
import io.orgscribe.run.RunTransitions;

/** Takes runs from the queue while this replica has room, keeps their leases, and tells them when to stop. */
@ApplicationScoped
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    /** In what time a claim that is under way has ended. */
    private static final Duration CLAIMED = Duration.ofSeconds(3);

    private final RunClaims queue;
    private final RunStore runs;
    private final RunTransitions transitions;
    private final Worker worker;
    private final KeysetGuard keyset;
    private final DatabaseWriteMonitor writes;
    private final ExtractionConfig config;
    private final Clock clock;
    private final String owner = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();
    private final AtomicInteger working = new AtomicInteger();
    private volatile boolean stopping;
    private final PeriodicTask claims;
    private final PeriodicTask signsOfLife;
    private final ExecutorService workers = Executors.newCachedThreadPool();

    Dispatcher(
            RunClaims queue,
            RunStore runs,
            RunTransitions transitions,
            Worker worker,
            KeysetGuard keyset,
            DatabaseWriteMonitor writes,
            ExtractionConfig config,
            Clock clock) {
        this.queue = queue;
        this.runs = runs;
        this.transitions = transitions;
        this.worker = worker;
        this.keyset = keyset;
        this.writes = writes;
        this.config = config;
        this.clock = clock;
        this.claims = new PeriodicTask(writes);
        this.signsOfLife = new PeriodicTask(writes);
    }

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent event) {
        if (config.enabled()) {
            claims.every(config.pollInterval(), this::claim);
            signsOfLife.every(config.heartbeat(), this::heartbeat);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        claims.stop();
        attempts.forEach(Dispatcher::handOver);
        claims.awaitEnd(CLAIMED);
        workers.shutdown();
        boolean handedOver = workers.awaitTermination(config.handOver().toMillis(), TimeUnit.MILLISECONDS);
        signsOfLife.stop();
        if (!handedOver) {
            LOG.warnf(
                    "%d runs have not handed over in time; another replica takes them when their lease ends",
                    attempts.size());
        }
    }

    /** Ending a statement may fail, which is no reason not to tell the others. */
    private static void handOver(Attempt attempt) {
        try {
            attempt.stop(Attempt.Stop.HANDED_OVER);
        } catch (RuntimeException e) {
            LOG.warnf(
                    e, "Run %s could not be told to hand over", attempt.claim().runId());
        }
    }

    private void claim() {
        while (!stopping && !keyset.isLocked() && writes.present().isEmpty() && hasRoom()) {
            Optional<Claim> claim = queue.claim(owner, config.lease(), config.runsPerCluster());
            if (claim.isEmpty()) {
                return;
            }
            working.incrementAndGet();
            start(claim.get());
        }
    }

    /** A process that has begun to end while it claimed takes no more work. */
    private void start(Claim claim) {
        try {
            workers.execute(() -> work(claim));
        } catch (RejectedExecutionException e) {
            working.decrementAndGet();
            transitions.release(claim);
        }
    }

    /** A run that only waits for an org that says nothing takes nobody's place, unless there are too many of them. */
    private boolean hasRoom() {
        long idle = attempts.stream().filter(Attempt::idle).count();
        return working.get() - Math.min(idle, config.runsPerReplica()) < config.runsPerReplica();
    }

    private void work(Claim claim) {
        Attempt attempt = new Attempt(claim, config.retryBudget(), Thread.currentThread(), () -> runs.cancel(claim));
        attempts.add(attempt);
        if (stopping) {
            attempt.stop(Attempt.Stop.HANDED_OVER);
        }
        try {
            worker.work(attempt);
        } finally {
            attempts.remove(attempt);
            working.decrementAndGet();
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
            writes.seen(e);
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
