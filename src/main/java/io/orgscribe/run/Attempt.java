package io.orgscribe.run;

import java.time.Duration;
import java.util.function.LongConsumer;

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
    private final LongConsumer cancelBackend;
    private volatile long renewedNanos = System.nanoTime();
    private volatile Stop stop = Stop.NOT;
    private boolean settled;
    private long backend;

    /**
     * @param retryBudget how many calls that have failed may be made again
     * @param worker the thread that runs the stages; interrupted when it has to stop
     * @param cancelBackend ends the statement that the given PostgreSQL backend is busy with
     */
    public Attempt(Claim claim, int retryBudget, Thread worker, LongConsumer cancelBackend) {
        this.claim = claim;
        this.progress = new Progress(claim.spent(), retryBudget);
        this.worker = worker;
        this.cancelBackend = cancelBackend;
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

    public synchronized void stop(Stop reason) {
        if (settled || stopped()) {
            return;
        }
        stop = reason;
        if (backend == 0) {
            worker.interrupt();
        } else {
            cancelBackend.accept(backend);
        }
    }

    /** From here on a stop ends the statement of this PostgreSQL backend instead of interrupting the thread. */
    public synchronized void reconciling(long backendPid) {
        backend = backendPid;
        requireGoing();
    }

    /** From here on the end is being written, and nothing stops the attempt any more. Called by the worker. */
    public synchronized void settle() {
        settled = true;
        Thread.interrupted();
    }

    public synchronized boolean settled() {
        return settled;
    }

    public void renewed() {
        renewedNanos = System.nanoTime();
    }

    public long nanosSinceRenewal() {
        return System.nanoTime() - renewedNanos;
    }

    /** Thrown between stages where the attempt was asked to stop. */
    public static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
