package io.orgscribe.salesforce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Asks one org for many things by a few calls at once. The calling thread decides all (what to ask next, how much at
 * once, what a failure means); the other threads only make one call each.
 *
 * @param <U> what can be asked for and fail by itself, such as an sObject; several of them make one call
 */
final class CallScheduler<U> {

    /**
     * What is asked for.
     *
     * @param <U> as of {@link CallScheduler}
     */
    interface Work<U> {

        /** What its calls are for, a counted kind. */
        Meter.Kind kind();

        /** Units of one call. */
        int most();

        /** Calls under way at once, at most. */
        int atOnce();

        /** A call, not made yet. Its thread may be interrupted. What it throws, other than telling it, ends all. */
        Callable<CallResult<U>> call(Session session, CallBatch<U> batch);

        /** What a unit consists of, where it need not be asked for at once; else empty. */
        List<U> halves(U unit);

        /** A call has ended, and what it has told was handed over by its thread. */
        default void ended() {}

        /** How many calls in a row, none of which brought anything, mean that all others will bring nothing either. */
        default int hopeless() {
            return 60;
        }

        /** Whether to send no further request: asked before each. */
        boolean stopped();

        /** A unit that cannot be divided was given up after so many attempts. */
        void failed(U unit, int attempts, SalesforceException why);

        /**
         * A unit was refused for what it is.
         *
         * @return what to ask for in its place
         */
        List<U> refused(U unit, int attempts, SalesforceException why);
    }

    /** How many waits in a row, after each of which the org refused again, are enough. */
    private static final int PATIENCE = 10;

    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration LAST_WRITES = Duration.ofSeconds(30);

    private final SalesforceConfig config;
    private final Sessions sessions;
    private final Work<U> work;
    private final Meter meter;
    private final Backoff backoff;
    private final AdaptiveConcurrency concurrency;
    private final PriorityQueue<CallBatch<U>> waiting =
            new PriorityQueue<>(Comparator.comparingLong(CallBatch::notBefore));

    private Session session;
    private boolean sessionProven = true;
    private boolean many;
    private boolean budgetExhausted;
    private int running;
    private int failuresInARow;
    private int refusalsInARow;
    private long pausedUntil = System.nanoTime();
    private long lastSuccess = System.nanoTime();

    CallScheduler(SalesforceConfig config, Sessions sessions, Work<U> work, Meter meter) {
        this.config = config;
        this.sessions = sessions;
        this.work = work;
        this.meter = meter;
        this.backoff = new Backoff(config.retryDelay());
        this.concurrency = new AdaptiveConcurrency(config.inFlight().start(), work.atOnce());
    }

    /**
     * Returns when each unit was answered, has failed, or the work was stopped.
     *
     * @throws SalesforceException what concerns the org as a whole
     * @throws CallBudgetExhausted where anything is left to ask for; calls that were under way were read to their end
     */
    void make(Collection<U> units) {
        ask(List.copyOf(units));
        many = waiting.size() > 1
                || units.stream().anyMatch(unit -> !work.halves(unit).isEmpty());
        if (waiting.isEmpty() || work.stopped()) {
            return;
        }
        session = sessions.current();
        ExecutorService threads = Executors.newFixedThreadPool(work.atOnce(), CallScheduler::thread);
        try {
            work(new ExecutorCompletionService<>(threads));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.interrupted(e);
        } finally {
            end(threads);
        }
    }

    private void ask(List<U> units) {
        for (int from = 0; from < units.size(); from += work.most()) {
            int to = Math.min(units.size(), from + work.most());
            waiting.add(new CallBatch<>(units.subList(from, to), 0, 0, System.nanoTime()));
        }
    }

    private void work(CompletionService<CallResult<U>> service) throws InterruptedException {
        while (running > 0 || !waiting.isEmpty()) {
            start(service);
            if (work.stopped()) {
                finish(service);
                return;
            }
            if (budgetExhausted && running == 0) {
                throw new CallBudgetExhausted();
            }
            Future<CallResult<U>> done = service.poll(glance(), TimeUnit.NANOSECONDS);
            if (done != null) {
                running--;
                CallResult<U> result = result(done);
                work.ended();
                settle(result);
            }
        }
    }

    /** How long to wait for a call to end: until another may begin, but to look at the sink now and then. */
    private long glance() {
        if (budgetExhausted || waiting.isEmpty() || running >= concurrency.limit()) {
            return GLANCE.toNanos();
        }
        long now = System.nanoTime();
        long due = Math.max(waiting.peek().notBefore() - now, pausedUntil - now);
        return Math.max(0, Math.min(GLANCE.toNanos(), due));
    }

    private void start(CompletionService<CallResult<U>> service) {
        long now = System.nanoTime();
        while (running < concurrency.limit()
                && !waiting.isEmpty()
                && now - waiting.peek().notBefore() >= 0
                && now - pausedUntil >= 0
                && !budgetExhausted
                && !work.stopped()) {
            if (!meter.allows()) {
                budgetExhausted = true;
                return;
            }
            Callable<CallResult<U>> call = work.call(session, waiting.poll());
            meter.called(work.kind());
            service.submit(call);
            running++;
        }
    }

    private void finish(CompletionService<CallResult<U>> service) throws InterruptedException {
        long end = System.nanoTime() + GRACE.toNanos();
        while (running > 0) {
            Future<CallResult<U>> done = service.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (done == null) {
                return;
            }
            running--;
            result(done);
        }
    }

    /** A failure of what keeps the answers ends all. */
    private static <U> CallResult<U> result(Future<CallResult<U>> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void settle(CallResult<U> result) {
        SalesforceException failure = result.failure();
        Map<U, SalesforceException> refused = result.refused();
        if (Stream.concat(Stream.ofNullable(failure), refused.values().stream()).anyMatch(Failures::asksForLess)) {
            concurrency.throttled();
        } else if (failure == null) {
            concurrency.succeeded();
        }
        boolean inVain =
                failure != null || refused.size() == result.batch().units().size();
        failuresInARow = inVain ? failuresInARow + 1 : 0;
        if (!inVain) {
            lastSuccess = System.nanoTime();
        }
        if (failure == null) {
            result.open().forEach(missing -> settle(result, missing(), List.of(missing)));
        } else {
            settle(result, failure, result.open());
        }
        if (failure == null && refused.isEmpty()) {
            refusalsInARow = 0;
            sessionProven |= result.session().equals(session);
        }
        settleRefused(result);
        ask(result.next());
    }

    /** Parts that have but to wait or to have another session are asked for together again, others each alone. */
    private void settleRefused(CallResult<U> result) {
        Map<FailureCause, List<U>> together = new EnumMap<>(FailureCause.class);
        CallBatch<U> batch = result.batch();
        result.refused().forEach((unit, why) -> {
            switch (Failures.reaction(why.failure())) {
                case RENEW, WAIT ->
                    together.computeIfAbsent(why.failure(), cause -> new ArrayList<>())
                            .add(unit);
                case STOP, RETRY, ONCE_MORE, NARROW -> settle(result, why, List.of(unit));
                case GIVE_UP -> ask(work.refused(unit, batch.attempts(), why));
            }
        });
        together.values().forEach(units -> settle(result, result.refused().get(units.get(0)), List.copyOf(units)));
    }

    /** Decides on units that a call asked for in vain. */
    private void settle(CallResult<U> result, SalesforceException why, List<U> open) {
        if (open.isEmpty()) {
            // All was read before it broke.
            return;
        }
        CallBatch<U> batch = result.batch();
        if (why.mayHaveMoved() && relocated(result.session())) {
            waiting.add(batch.again(open, System.nanoTime()));
            return;
        }
        if (why.isHeldBack()) {
            throw why;
        }
        switch (Failures.reaction(why.failure())) {
            case STOP -> throw why;
            case RENEW -> {
                renew(result.session(), why);
                waiting.add(batch.again(open, System.nanoTime()));
            }
            case WAIT -> {
                if (why.failure() == FailureCause.MAINTENANCE && batch.single()) {
                    // It may be about this one: an org that is away refuses others, too, and the circuit opens.
                    retry(batch, open, why);
                } else {
                    pause(why);
                    waiting.add(batch.again(open, pausedUntil));
                }
            }
            case RETRY -> retry(batch, open, why);
            case ONCE_MORE -> {
                if (batch.attempts() == 1) {
                    waiting.add(batch.again(
                            open, System.nanoTime() + backoff.after(1, why).toNanos()));
                } else {
                    refused(batch, open, why);
                }
            }
            case GIVE_UP -> refused(batch, open, why);
            case NARROW -> {
                if (isWhole(open)) {
                    work.failed(open.get(0), batch.attempts(), why);
                } else {
                    waiting.addAll(batch.narrowed(open, work::halves, System.nanoTime()));
                }
            }
        }
    }

    /** A call that is refused for what it asks for: which of its units that concerns, smaller calls tell. */
    private void refused(CallBatch<U> batch, List<U> open, SalesforceException why) {
        if (batch.single()) {
            ask(work.refused(open.get(0), batch.attempts(), why));
        } else if (failuresInARow >= work.hopeless()) {
            throw why;
        } else {
            waiting.addAll(batch.narrowed(open, work::halves, System.nanoTime()));
        }
    }

    /** Whether it is a single unit that cannot be divided. */
    private boolean isWhole(List<U> units) {
        return units.size() == 1 && work.halves(units.get(0)).isEmpty();
    }

    /** Several calls may see the same dead session; a new one that is refused at once is not tried further. */
    private void renew(Session refused, SalesforceException why) {
        if (refused.equals(session)) {
            if (!sessionProven) {
                throw why;
            }
            session = sessions.renewed(refused);
            sessionProven = false;
        }
    }

    /** Whether the org is found at another host. Calls that were under way at the old one see this, too. */
    private boolean relocated(Session stale) {
        Optional<Session> found = sessions.relocated(stale);
        session = found.orElse(session);
        return found.isPresent();
    }

    /** Calls that were under way together and are refused together count as one refusal. */
    private void pause(SalesforceException why) {
        long now = System.nanoTime();
        if (now - pausedUntil >= 0) {
            refusalsInARow++;
            if (refusalsInARow > PATIENCE || !backoff.bears(why) || !meter.retries()) {
                throw why;
            }
            pausedUntil = now + backoff.after(refusalsInARow, why).toNanos();
        }
    }

    private void retry(CallBatch<U> batch, List<U> open, SalesforceException why) {
        boolean inVain = System.nanoTime() - lastSuccess > config.patience().toNanos();
        if (!backoff.bears(why) || many && (failuresInARow >= work.hopeless() || inVain)) {
            throw why;
        }
        boolean whole = isWhole(open);
        boolean again = meter.retries();
        if (!again || whole && batch.single() && batch.alone() + 1 >= config.attempts()) {
            open.forEach(unit -> work.failed(unit, batch.attempts(), why));
            return;
        }
        Duration delay = whole || Failures.asksForLess(why) ? backoff.after(batch.alone() + 1, why) : Duration.ZERO;
        waiting.addAll(batch.narrowed(open, work::halves, System.nanoTime() + delay.toNanos()));
    }

    private static SalesforceException missing() {
        return JsonValues.unreadable("The reply left a part of the request out.");
    }

    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            threads.awaitTermination(LAST_WRITES.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "salesforce-call");
        thread.setDaemon(true);
        return thread;
    }
}
