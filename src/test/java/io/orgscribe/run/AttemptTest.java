package io.orgscribe.run;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How an attempt is stopped: its thread is interrupted, or what it does in the database is cancelled. */
@Timeout(20)
class AttemptTest {

    private final AtomicInteger cancels = new AtomicInteger();
    private final Attempt attempt = attempt(cancels::incrementAndGet);

    @Test
    void before_the_reconcile_its_thread_is_interrupted() {
        attempt.stop(Attempt.Stop.CANCELLED);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(cancels).hasValue(0);
        assertThatExceptionOfType(Attempt.Stopped.class).isThrownBy(() -> attempt.reconcile(() -> "work"));
    }

    @Test
    void in_the_reconcile_the_database_is_told() {
        attempt.reconcile(() -> {
            attempt.stop(Attempt.Stop.CANCELLED);
            attempt.stop(Attempt.Stop.LOST);
            return "work";
        });

        assertThat(Thread.interrupted()).isFalse();
        assertThat(cancels).hasValue(1);
        assertThat(attempt.stop()).isEqualTo(Attempt.Stop.CANCELLED);
    }

    /** Its session belongs to somebody else then. */
    @Test
    void a_reconcile_that_has_failed_is_not_cancelled_any_more() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> attempt.reconcile(() -> {
                    throw new IllegalStateException("rolled back");
                }));

        attempt.stop(Attempt.Stop.CANCELLED);

        assertThat(cancels).hasValue(0);
        assertThat(attempt.stopped()).isFalse();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void a_cancel_that_waits_for_the_database_keeps_nobody_else_waiting() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Attempt waited = attempt(() -> await(begun, free));
        CompletableFuture<Void> stop = stopDuringReconcile(waited, begun, free);

        CompletableFuture<Boolean> heartbeat = CompletableFuture.supplyAsync(() -> {
            waited.stop(Attempt.Stop.LOST);
            return waited.settled();
        });

        assertThat(heartbeat).succeedsWithin(5, TimeUnit.SECONDS).isEqualTo(false);
        assertThat(waited.stop()).isEqualTo(Attempt.Stop.CANCELLED);
        free.countDown();
        assertThat(stop).succeedsWithin(5, TimeUnit.SECONDS);
    }

    @Test
    void a_reconcile_does_not_end_before_a_cancel_that_is_under_way() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Attempt waited = attempt(() -> await(begun, free));
        CompletableFuture<String> work = CompletableFuture.supplyAsync(() -> waited.reconcile(() -> {
            CompletableFuture.runAsync(() -> waited.stop(Attempt.Stop.CANCELLED));
            await(new CountDownLatch(1), begun);
            return "work";
        }));
        begun.await();

        assertThat(work).failsWithin(300, TimeUnit.MILLISECONDS);

        free.countDown();
        assertThat(work).succeedsWithin(5, TimeUnit.SECONDS).isEqualTo("work");
    }

    /** Stops it while it reconciles, and returns when the cancel is under way. */
    private static CompletableFuture<Void> stopDuringReconcile(
            Attempt attempt, CountDownLatch begun, CountDownLatch end) throws InterruptedException {
        CountDownLatch reconciling = new CountDownLatch(1);
        CompletableFuture.runAsync(() -> attempt.reconcile(() -> {
            await(reconciling, end);
            return "work";
        }));
        reconciling.await();
        CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> attempt.stop(Attempt.Stop.CANCELLED));
        begun.await();
        return stop;
    }

    private static void await(CountDownLatch begun, CountDownLatch until) {
        begun.countDown();
        try {
            until.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Attempt attempt(Runnable cancelReconcile) {
        Claim claim = new Claim(
                UUID.randomUUID(),
                UUID.randomUUID(),
                1,
                1,
                Instant.EPOCH,
                Mode.QUICK,
                Coverage.QUICK,
                List.of(),
                Claim.Spent.NOTHING,
                0,
                0,
                0,
                null);
        return new Attempt(claim, System.nanoTime(), 0, Thread.currentThread(), cancelReconcile);
    }
}
