package io.orgscribe.run;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One attempt at a run in this process: its claim, its progress, and the one place that says whether it has to stop.
 * Thread-safe.
 */
public final class Attempt {

    public enum Stop {
        /** Nobody has asked. */
        NOT,
        /** Somebody has cancelled the run. */
        CANCELLED,
        /** Another replica owns the run. */
        LOST,
        /** This process ends; another one goes on from the staging. */
        HANDED_OVER
    }

    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final Claim claim;
    private final Progress progress;
    private final Thread worker;
    private final Runnable cancelReconcile;
    private volatile long renewedNanos;
    private volatile Stop stop = Stop.NOT;
    private boolean reconciling;
    private boolean settled;
    private CompletableFuture<Void> cancel = CompletableFuture.completedFuture(null);

    /**
     * @param claimedNanos {@link System#nanoTime()} before it was claimed
     * @param retryBudget how many calls that have failed may be made again
     * @param worker the thread that runs the stages; interrupted when it has to stop
     * @param cancelReconcile ends the statement that the reconcile is busy with, if there is one
     */
    public Attempt(Claim claim, long claimedNanos, int retryBudget, Thread worker, Runnable cancelReconcile) {
        this.claim = claim;
        this.renewedNanos = claimedNanos;
        this.progress = new Progress(claim.spent(), retryBudget);
        this.worker = worker;
        this.cancelReconcile = cancelReconcile;
    }

    public Claim claim() {
        return claim;
    }

    public Progress progress() {
        return progress;
    }

    public Stop stop() {
        return stop;
    }

    public boolean stopped() {
        return stop != Stop.NOT;
    }

    /** @throws Stopped where the attempt was asked to stop */
    public void requireGoing() {
        if (stopped()) {
            throw new Stopped();
        }
    }

    /** Whether it only waits for an org that says nothing. */
    public boolean idle() {
        return progress.stage() != Stage.RECONCILE && progress.silence().compareTo(SILENCE) > 0;
    }

    /** Has no effect once the attempt is settled, or was asked to stop before. */
    public void stop(Stop reason) {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        synchronized (this) {
            if (settled || stopped()) {
                return;
            }
            stop = reason;
            if (!reconciling) {
                worker.interrupt();
                return;
            }
            cancel = cancelled;
        }
        // The database may let it wait: nobody else is to wait for that but the end of the reconcile.
        try {
            cancelReconcile.run();
        } finally {
            cancelled.complete(null);
        }
    }

    /**
     * Does the work, which a stop cuts short in the database instead of interrupting the thread. With it, however it
     * ends, the attempt is settled: its database session is somebody else's afterwards.
     */
    public <T> T reconcile(Supplier<T> work) {
        synchronized (this) {
            reconciling = true;
        }
        try {
            requireGoing();
            return work.get();
        } finally {
            settle();
        }
    }

    /**
     * From here on the end is being written, and nothing stops the attempt any more. Returns when no cancel is under
     * way. Called by the worker.
     */
    public void settle() {
        CompletableFuture<Void> underWay;
        synchronized (this) {
            settled = true;
            underWay = cancel;
        }
        underWay.join();
        Thread.interrupted();
    }

    public synchronized boolean settled() {
        return settled;
    }

    /** @param askedNanos {@link System#nanoTime()} before the database was asked: the lease does not end earlier here */
    public void renewed(long askedNanos) {
        renewedNanos = askedNanos;
    }

    public long nanosSinceRenewal() {
        return System.nanoTime() - renewedNanos;
    }

    /** Thrown between stages where the attempt was asked to stop. */
    public static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
