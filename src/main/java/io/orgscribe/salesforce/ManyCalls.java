package io.orgscribe.salesforce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
final class ManyCalls<U> {

    /**
     * What is asked for.
     *
     * @param <U> as of {@link ManyCalls}
     */
    interface Work<U> {

        /** What its calls are for, a counted kind. */
        Meter.Kind kind();

        /** Units of one call. */
        int most();

        /** Calls under way at once, at most. */
        int atOnce();

        /** A call, not made yet. Its thread may be interrupted. What it throws, other than telling it, ends all. */
        Callable<Outcome<U>> call(Session session, Ask<U> ask);

        /** What a unit consists of, where it need not be asked for at once; else empty. */
        List<U> halves(U unit);

        /** A call has ended, and what it has told was handed over by its thread. */
        default void ended() {}

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

    /** How many calls in a row, none of which brought anything, mean that the org as a whole fails. */
    private static final int HOPELESS = 60;
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
    private final InFlight inFlight;
    private final PriorityQueue<Ask<U>> waiting = new PriorityQueue<>(Comparator.comparingLong(Ask::notBefore));

    private Session session;
    private boolean sessionProven = true;
    private boolean many;
    private boolean outOfCalls;
    private int running;
    private int failuresInARow;
    private int refusalsInARow;
    private long pausedUntil = System.nanoTime();
    private long lastSuccess = System.nanoTime();

    ManyCalls(SalesforceConfig config, Sessions sessions, Work<U> work, Meter meter) {
        this.config = config;
        this.sessions = sessions;
        this.work = work;
        this.meter = meter;
        this.backoff = new Backoff(config.retryDelay());
        this.inFlight = new InFlight(config.inFlight().start(), work.atOnce());
    }

    /**
     * Returns when each unit was answered, has failed, or the work was stopped.
     *
     * @throws SalesforceException what concerns the org as a whole
     * @throws OutOfCalls where anything is left to ask for; calls that were under way were read to their end
     */
    void make(Collection<U> units) {
        ask(List.copyOf(units));
        many = waiting.size() > 1
                || units.stream().anyMatch(unit -> !work.halves(unit).isEmpty());
        if (waiting.isEmpty() || work.stopped()) {
            return;
        }
        session = sessions.current();
        ExecutorService threads = Executors.newFixedThreadPool(work.atOnce(), ManyCalls::thread);
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
            waiting.add(new Ask<>(units.subList(from, to), 0, 0, System.nanoTime()));
        }
    }

    private void work(CompletionService<Outcome<U>> service) throws InterruptedException {
        while (running > 0 || !waiting.isEmpty()) {
            start(service);
            if (work.stopped()) {
                finish(service);
                return;
            }
            if (outOfCalls && running == 0) {
                throw new OutOfCalls();
            }
            Future<Outcome<U>> done = service.poll(glance(), TimeUnit.NANOSECONDS);
            if (done != null) {
                running--;
                Outcome<U> outcome = outcome(done);
                work.ended();
                settle(outcome);
            }
        }
    }

    /** How long to wait for a call to end: until another may begin, but to look at the sink now and then. */
    private long glance() {
        if (outOfCalls || waiting.isEmpty() || running >= inFlight.limit()) {
            return GLANCE.toNanos();
        }
        long now = System.nanoTime();
        long due = Math.max(waiting.peek().notBefore() - now, pausedUntil - now);
        return Math.max(0, Math.min(GLANCE.toNanos(), due));
    }

    private void start(CompletionService<Outcome<U>> service) {
        long now = System.nanoTime();
        while (running < inFlight.limit()
                && !waiting.isEmpty()
                && now - waiting.peek().notBefore() >= 0
                && now - pausedUntil >= 0
                && !outOfCalls
                && !work.stopped()) {
            if (!meter.allows()) {
                outOfCalls = true;
                return;
            }
            Callable<Outcome<U>> call = work.call(session, waiting.poll());
            meter.called(work.kind());
            service.submit(call);
            running++;
        }
    }

    private void finish(CompletionService<Outcome<U>> service) throws InterruptedException {
        long end = System.nanoTime() + GRACE.toNanos();
        while (running > 0) {
            Future<Outcome<U>> done = service.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (done == null) {
                return;
            }
            running--;
            outcome(done);
        }
    }

    /** A failure of what keeps the answers ends all. */
    private static <U> Outcome<U> outcome(Future<Outcome<U>> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void settle(Outcome<U> outcome) {
        SalesforceException failure = outcome.failure();
        Map<U, SalesforceException> refused = outcome.refused();
        if (Stream.concat(Stream.ofNullable(failure), refused.values().stream()).anyMatch(Failures::asksForLess)) {
            inFlight.throttled();
        } else if (failure == null) {
            inFlight.succeeded();
        }
        boolean inVain =
                failure != null || refused.size() == outcome.ask().units().size();
        failuresInARow = inVain ? failuresInARow + 1 : 0;
        if (!inVain) {
            lastSuccess = System.nanoTime();
        }
        if (failure == null) {
            outcome.open().forEach(missing -> settle(outcome, missing(), List.of(missing)));
        } else {
            settle(outcome, failure, outcome.open());
        }
        if (failure == null && refused.isEmpty()) {
            refusalsInARow = 0;
            sessionProven |= outcome.session().equals(session);
        }
        settleRefused(outcome);
        ask(outcome.next());
    }

    /** Parts that have but to wait or to have another session are asked for together again, others each alone. */
    private void settleRefused(Outcome<U> outcome) {
        Map<FailureCause, List<U>> together = new EnumMap<>(FailureCause.class);
        Ask<U> ask = outcome.ask();
        outcome.refused().forEach((unit, why) -> {
            switch (Failures.remedy(why.failure())) {
                case RENEW, WAIT ->
                    together.computeIfAbsent(why.failure(), cause -> new ArrayList<>())
                            .add(unit);
                case STOP, RETRY, NARROW -> settle(outcome, why, List.of(unit));
                case GIVE_UP -> ask(work.refused(unit, ask.attempts(), why));
            }
        });
        together.values().forEach(units -> settle(outcome, outcome.refused().get(units.get(0)), List.copyOf(units)));
    }

    /** Decides on units that a call asked for in vain. */
    private void settle(Outcome<U> outcome, SalesforceException why, List<U> open) {
        if (open.isEmpty()) {
            // All was read before it broke.
            return;
        }
        Ask<U> ask = outcome.ask();
        if (why.isHeldBack()) {
            throw why;
        }
        switch (Failures.remedy(why.failure())) {
            case STOP, GIVE_UP -> throw why;
            case RENEW -> {
                renew(outcome.session(), why);
                waiting.add(ask.again(open, System.nanoTime()));
            }
            case WAIT -> {
                pause(why);
                waiting.add(ask.again(open, pausedUntil));
            }
            case RETRY -> retry(ask, open, why);
            case NARROW -> {
                if (isWhole(open)) {
                    work.failed(open.get(0), ask.attempts(), why);
                } else {
                    waiting.addAll(ask.narrowed(open, work::halves, System.nanoTime()));
                }
            }
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

    private void retry(Ask<U> ask, List<U> open, SalesforceException why) {
        boolean inVain = System.nanoTime() - lastSuccess > config.patience().toNanos();
        if (!backoff.bears(why) || many && (failuresInARow >= HOPELESS || inVain)) {
            throw why;
        }
        boolean whole = isWhole(open);
        boolean again = meter.retries();
        if (!again || whole && ask.single() && ask.alone() + 1 >= config.attempts()) {
            open.forEach(unit -> work.failed(unit, ask.attempts(), why));
            return;
        }
        Duration delay = whole || Failures.asksForLess(why) ? backoff.after(ask.alone() + 1, why) : Duration.ZERO;
        waiting.addAll(ask.narrowed(open, work::halves, System.nanoTime() + delay.toNanos()));
    }

    private static SalesforceException missing() {
        return Json.unreadable("The reply left a part of the request out.");
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
