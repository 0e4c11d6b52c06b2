package io.orgscribe.worker;

import java.time.Duration;
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
import io.orgscribe.run.RunTransitions;

/** Takes runs from the queue while this replica has room, has their leases renewed, and hands them over at its end. */
@ApplicationScoped
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    /** In what time a claim that is under way has ended. */
    private static final Duration CLAIMED = Duration.ofSeconds(3);

    private final RunClaims queue;
    private final RunTransitions transitions;
    private final Worker worker;
    private final Heartbeat heartbeat;
    private final KeysetGuard keyset;
    private final DatabaseWriteMonitor writes;
    private final ExtractionConfig config;
    private final String owner = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();
    private final AtomicInteger working = new AtomicInteger();
    private volatile boolean stopping;
    private final PeriodicTask claims;
    private final PeriodicTask signsOfLife;
    private final PeriodicTask progress;
    private final ExecutorService workers = Executors.newCachedThreadPool();

    Dispatcher(
            RunClaims queue,
            RunTransitions transitions,
            Worker worker,
            Heartbeat heartbeat,
            KeysetGuard keyset,
            DatabaseWriteMonitor writes,
            ExtractionConfig config) {
        this.queue = queue;
        this.transitions = transitions;
        this.worker = worker;
        this.heartbeat = heartbeat;
        this.keyset = keyset;
        this.writes = writes;
        this.config = config;
        this.claims = new PeriodicTask(writes);
        this.signsOfLife = new PeriodicTask(writes);
        this.progress = new PeriodicTask(writes);
    }

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent event) {
        if (config.enabled()) {
            claims.every(config.pollInterval(), this::claim);
            signsOfLife.every(config.heartbeat(), () -> heartbeat.renew(attempts));
            progress.every(config.heartbeat(), () -> heartbeat.record(attempts));
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        claims.stop();
        attempts.forEach(attempt -> attempt.stop(Attempt.Stop.HANDED_OVER));
        claims.awaitEnd(CLAIMED);
        workers.shutdown();
        boolean handedOver = workers.awaitTermination(config.handOver().toMillis(), TimeUnit.MILLISECONDS);
        progress.stop();
        signsOfLife.stop();
        if (!handedOver) {
            LOG.warnf(
                    "%d runs have not handed over in time; another replica takes them when their lease ends",
                    attempts.size());
        }
    }

    private void claim() {
        while (!stopping && !keyset.isLocked() && writes.present().isEmpty() && hasRoom()) {
            long asked = System.nanoTime();
            Optional<Claim> claim = queue.claim(owner, config.lease(), config.runsPerCluster());
            if (claim.isEmpty()) {
                return;
            }
            working.incrementAndGet();
            start(claim.get(), asked);
        }
    }

    /** A process that has begun to end while it claimed takes no more work. */
    private void start(Claim claim, long claimedNanos) {
        try {
            workers.execute(() -> work(claim, claimedNanos));
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

    private void work(Claim claim, long claimedNanos) {
        Attempt attempt = new Attempt(
                claim, claimedNanos, config.retryBudget(), Thread.currentThread(), () -> heartbeat.cancel(claim));
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
}
