package io.orgscribe.schedule;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.orgscribe.connection.Connection;
import io.orgscribe.connection.ConnectionConfig;
import io.orgscribe.run.Mode;
import io.orgscribe.run.ReadingConfig;
import io.orgscribe.run.Run;
import io.orgscribe.run.RunQueue;
import io.orgscribe.run.RunQueue.Order;
import io.orgscribe.run.RunStatus;
import io.orgscribe.run.Trigger;

/** Turns fire times into queued runs, and remembers what each has led to. */
@ApplicationScoped
class Ticks {

    private final Triggers triggers;
    private final RunQueue queue;
    private final ReadingConfig config;
    private final ConnectionConfig schedules;
    private final Clock clock;

    Ticks(Triggers triggers, RunQueue queue, ReadingConfig config, ConnectionConfig schedules, Clock clock) {
        this.triggers = triggers;
        this.queue = queue;
        this.config = config;
        this.schedules = schedules;
        this.clock = clock;
    }

    /**
     * Queues a run, unless the connection has been changed meanwhile so that it does not fire any more.
     *
     * @param firedFor the scheduler's idea of the fire time: the schedule's own, or now where that was missed
     */
    @Transactional
    void record(UUID connectionId, Instant firedFor) {
        Triggers.lock(connectionId).ifPresent(connection -> {
            if (Triggers.fires(connection)) {
                record(
                        connection,
                        Due.of(connectionId, connection.schedule(), firedFor, clock.instant(), schedules.jitter()));
            }
            triggers.align(connection);
        });
    }

    /** The newest first. */
    @Transactional
    List<ScheduleTick> history(UUID connectionId, int limit) {
        return ScheduleTick.find("connectionId = ?1 order by fireTime desc", connectionId)
                .page(0, limit)
                .list();
    }

    private void record(Connection connection, Due due) {
        if (ScheduleTick.findByIdOptional(new ScheduleTick.Key(connection.id, due.fireTime()))
                .isPresent()) {
            return;
        }
        ScheduleTick tick = new ScheduleTick();
        tick.connectionId = connection.id;
        tick.fireTime = due.fireTime();
        tick.recordedAt = clock.instant();
        tick.late = due.late();
        startRun(tick, due.notBefore());
        tick.persist();
    }

    /** Every table is asked for once an interval; in between what is known to have changed will do. */
    private Mode mode(ScheduleTick tick) {
        Instant interval = clock.instant().minus(config.sweepInterval());
        return queue.sweptSince(tick.connectionId, interval) ? Mode.QUICK : Mode.INCREMENTAL;
    }

    private void startRun(ScheduleTick tick, Instant notBefore) {
        Optional<UUID> queued = queue.enqueue(new Order(
                tick.connectionId, Trigger.SCHEDULE, mode(tick), List.of(), tick.fireTime, tick.late, notBefore));
        if (queued.isPresent()) {
            tick.outcome = Outcome.QUEUED;
            tick.runId = queued.get();
            return;
        }
        Optional<Run> active = queue.active(tick.connectionId);
        boolean resumed = active.filter(run -> run.status == RunStatus.PAUSED && queue.resume(run.id, notBefore))
                .isPresent();
        tick.outcome = resumed ? Outcome.RESUMED : Outcome.SKIPPED;
        tick.runId = active.map(run -> run.id).orElse(null);
    }
}
