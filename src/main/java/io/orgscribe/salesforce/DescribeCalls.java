package io.orgscribe.salesforce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import io.orgscribe.salesforce.DescribeCall.Outcome;
import io.orgscribe.salesforce.DescribeSink.Batch;

/**
 * Describes many sObjects of one org by a few calls at once. The calling thread decides all (what to ask next, how much
 * at once, what a failure means); the other threads only make one {@link DescribeCall} each.
 */
final class DescribeCalls {

    /** How many calls in a row, none of which was read to its end, mean that the org as a whole fails. */
    private static final int HOPELESS = 60;
    /** How many waits in a row, after each of which the org refused again, are enough. */
    private static final int PATIENCE = 10;

    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration LAST_WRITES = Duration.ofSeconds(30);

    private final Calls calls;
    private final SalesforceConfig config;
    private final Sessions sessions;
    private final String data;
    private final DescribeSink sink;
    private final Meter meter;
    private final Backoff backoff;
    private final InFlight inFlight;
    private final PriorityQueue<Ask> waiting = new PriorityQueue<>(Comparator.comparingLong(Ask::notBefore));

    private Session session;
    private boolean sessionProven = true;
    private boolean many;
    private int running;
    private int failuresInARow;
    private int refusalsInARow;
    private long pausedUntil = System.nanoTime();

    /** @param data such as {@code /services/data/v68.0} */
    DescribeCalls(
            Calls calls, SalesforceConfig config, Sessions sessions, String data, DescribeSink sink, Meter meter) {
        this.calls = calls;
        this.config = config;
        this.sessions = sessions;
        this.data = data;
        this.sink = sink;
        this.meter = meter;
        this.backoff = new Backoff(config.retryDelay(), RandomGenerator.getDefault());
        this.inFlight =
                new InFlight(config.inFlight().start(), config.inFlight().max());
    }

    void describe(List<String> names) {
        List<String> distinct = List.copyOf(new LinkedHashSet<>(names));
        many = distinct.size() > config.batchSize();
        for (int from = 0; from < distinct.size(); from += config.batchSize()) {
            int to = Math.min(distinct.size(), from + config.batchSize());
            waiting.add(new Ask(distinct.subList(from, to), 0, 0, pausedUntil));
        }
        if (waiting.isEmpty() || sink.stopped()) {
            return;
        }
        session = sessions.current();
        ExecutorService threads = Executors.newFixedThreadPool(config.inFlight().max(), DescribeCalls::thread);
        try {
            work(new ExecutorCompletionService<>(threads));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.interrupted(e);
        } finally {
            end(threads);
        }
    }

    private void work(CompletionService<Outcome> service) throws InterruptedException {
        while (running > 0 || !waiting.isEmpty()) {
            start(service);
            if (sink.stopped()) {
                finish(service);
                return;
            }
            Future<Outcome> done = service.poll(glance(), TimeUnit.NANOSECONDS);
            if (done != null) {
                running--;
                settle(outcome(done));
            }
        }
    }

    /** How long to wait for a call to end: until another may begin, but to look at the sink now and then. */
    private long glance() {
        if (waiting.isEmpty() || running >= inFlight.limit()) {
            return GLANCE.toNanos();
        }
        long now = System.nanoTime();
        long due = Math.max(waiting.peek().notBefore() - now, pausedUntil - now);
        return Math.max(0, Math.min(GLANCE.toNanos(), due));
    }

    private void start(CompletionService<Outcome> service) {
        long now = System.nanoTime();
        while (running < inFlight.limit()
                && !waiting.isEmpty()
                && now - waiting.peek().notBefore() >= 0
                && now - pausedUntil >= 0
                && !sink.stopped()) {
            DescribeCall call = DescribeCall.of(calls, config, session, data, waiting.poll(), sink, meter);
            meter.called(Meter.Kind.DESCRIBE);
            service.submit(call);
            running++;
        }
    }

    private void finish(CompletionService<Outcome> service) throws InterruptedException {
        long end = System.nanoTime() + GRACE.toNanos();
        while (running > 0) {
            Future<Outcome> done = service.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (done == null) {
                return;
            }
            running--;
            outcome(done);
        }
    }

    /** A failure of the sink ends all. */
    private static Outcome outcome(Future<Outcome> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void settle(Outcome outcome) {
        SalesforceException failure = outcome.failure();
        Map<String, SalesforceException> refused = outcome.refused();
        if (Stream.concat(Stream.ofNullable(failure), refused.values().stream()).anyMatch(Failures::asksForLess)) {
            inFlight.throttled();
        } else if (failure == null) {
            inFlight.succeeded();
        }
        if (failure == null) {
            failuresInARow = 0;
            outcome.open().forEach(missing -> settle(outcome, missing(missing), List.of(missing)));
        } else {
            failuresInARow++;
            settle(outcome, failure, outcome.open());
        }
        if (failure == null && refused.isEmpty()) {
            refusalsInARow = 0;
            sessionProven |= outcome.session().equals(session);
        }
        settleRefused(outcome);
    }

    /** Parts that have but to wait or to have another session are asked for together again, others each alone. */
    private void settleRefused(Outcome outcome) {
        Map<FailureCause, List<String>> together = new EnumMap<>(FailureCause.class);
        outcome.refused().forEach((name, why) -> {
            switch (Failures.remedy(why.failure())) {
                case RENEW, WAIT ->
                    together.computeIfAbsent(why.failure(), cause -> new ArrayList<>())
                            .add(name);
                case STOP, RETRY, NARROW, GIVE_UP -> settle(outcome, why, List.of(name));
            }
        });
        together.values().forEach(names -> settle(outcome, outcome.refused().get(names.get(0)), List.copyOf(names)));
    }

    /** Decides on names that a call asked for in vain. */
    private void settle(Outcome outcome, SalesforceException why, List<String> open) {
        if (open.isEmpty()) {
            // All was read before it broke.
            return;
        }
        Ask ask = outcome.ask();
        switch (Failures.remedy(why.failure())) {
            case STOP -> throw why;
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
                if (open.size() == 1) {
                    fail(open.get(0), ask, why);
                } else {
                    waiting.addAll(ask.narrowed(open, System.nanoTime()));
                }
            }
            case GIVE_UP -> {
                if (!ask.single()) {
                    throw why;
                }
                fail(open.get(0), ask, why);
            }
        }
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
            if (refusalsInARow > PATIENCE) {
                throw why;
            }
            pausedUntil = now + backoff.after(refusalsInARow).toNanos();
        }
    }

    private void retry(Ask ask, List<String> open, SalesforceException why) {
        if (failuresInARow >= HOPELESS && many) {
            throw why;
        }
        if (ask.single() && ask.alone() + 1 >= config.attempts()) {
            fail(open.get(0), ask, why);
            return;
        }
        boolean halved = open.size() > 1 && !Failures.asksForLess(why);
        Duration delay = halved ? Duration.ZERO : backoff.after(ask.alone() + 1);
        waiting.addAll(ask.narrowed(open, System.nanoTime() + delay.toNanos()));
    }

    private void fail(String name, Ask ask, SalesforceException why) {
        try (Batch batch = sink.open()) {
            batch.failed(name, ask.attempts(), why);
        }
    }

    private static SalesforceException missing(String name) {
        return Json.unreadable("The reply left " + name + " out.");
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
        Thread thread = new Thread(work, "salesforce-describe");
        thread.setDaemon(true);
        return thread;
    }
}
