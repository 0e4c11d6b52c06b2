package io.orgscribe.extraction;

import java.util.function.LongConsumer;

/**
 * One attempt at a run in this process: its claim, its progress, and the one place that says whether it has to stop.
 * Thread-safe.
 */
final class Attempt {

    enum Stop {
        /** Somebody asked for it. */
        CANCELLED,
        /** Another replica owns the run. */
        LOST,
        /** This process ends; another one goes on from the staging. */
        HANDED_OVER
    }

    private final Claim claim;
    private final Progress progress;
    private final Thread worker;
    private final LongConsumer cancelBackend;
    private volatile Stop stop;
    private long backend;

    /**
     * @param worker the thread that runs the stages; interrupted when it has to stop
     * @param cancelBackend ends the statement that the given PostgreSQL backend is busy with
     */
    Attempt(Claim claim, Thread worker, LongConsumer cancelBackend) {
        this.claim = claim;
        this.progress = new Progress(claim.spent());
        this.worker = worker;
        this.cancelBackend = cancelBackend;
    }

    Claim claim() {
        return claim;
    }

    Progress progress() {
        return progress;
    }

    boolean stopped() {
        return stop != null;
    }

    /** Null while it may go on. */
    Stop stop() {
        return stop;
    }

    synchronized void stop(Stop reason) {
        if (stop != null) {
            return;
        }
        stop = reason;
        if (backend != 0) {
            cancelBackend.accept(backend);
        } else {
            worker.interrupt();
        }
    }

    /** From here on a stop ends the statement of this PostgreSQL backend instead of interrupting the thread. */
    synchronized void reconciling(long backendPid) {
        backend = backendPid;
    }

    synchronized void reconciled() {
        backend = 0;
    }
}
