package io.orgscribe.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jboss.logging.Logger;

import io.orgscribe.connection.ConnectionConfig;
import io.orgscribe.connection.Schedule;
import io.orgscribe.run.Mode;
import io.orgscribe.run.ReadingConfig;
import io.orgscribe.run.Run;
import io.orgscribe.run.RunOrder;
import io.orgscribe.run.RunStatus;
import io.orgscribe.run.RunTransitions;
import io.orgscribe.run.Runs;
import io.orgscribe.run.Trigger;

/** Turns fire times into queued runs, and remembers what each has led to. */
@ApplicationScoped
class Ticks {

    private static final Logger LOG = Logger.getLogger(Ticks.class);

    private final DueConnections connections;
    private final Runs runs;
    private final RunTransitions transitions;
    private final ReadingConfig config;
    private final ConnectionConfig schedules;
    private final Clock clock;

    Ticks(
            DueConnections connections,
            Runs runs,
            RunTransitions transitions,
            ReadingConfig config,
            ConnectionConfig schedules,
            Clock clock) {
        this.connections = connections;
        this.runs = runs;
        this.transitions = transitions;
        this.config = config;
        this.schedules = schedules;
        this.clock = clock;
    }

    /**
     * Fires what is due, in one transaction: runs are queued, ticks recorded and the next fire times written, or
     * nothing of it.
     *
     * @param max connections at once
     * @return how long until the next fire time, as {@link DueConnections#untilNext}; empty where to go on at once
     */
    @Transactional
    Optional<Duration> fireDue(int max, Duration longestWait) {
        List<DueConnection> due = connections.claim(max);
        fire(due);
        Duration wait = connections.untilNext(longestWait);
        boolean more = wait.isNegative() || wait.isZero();
        // Where none could be claimed, another replica is at it.
        return more && !due.isEmpty() ? Optional.empty() : Optional.of(wait);
    }

    /** @param all each connection once, its row locked */
    @Transactional
    void fire(List<DueConnection> all) {
        Map<UUID, FireTime> fired = new HashMap<>();
        Map<UUID, Optional<Instant>> next = new HashMap<>();
        for (DueConnection connection : all) {
            next.put(connection.id(), connection.fires() ? advance(connection, fired) : Optional.empty());
        }
        Map<UUID, FireTime> unrecorded = unrecorded(fired);
        if (!unrecorded.isEmpty()) {
            record(unrecorded);
        }
        if (!next.isEmpty()) {
            connections.advance(next);
        }
    }

    /** @return the next fire time; a schedule that cannot be read has none, and does not keep others from theirs */
    private Optional<Instant> advance(DueConnection connection, Map<UUID, FireTime> fired) {
        try {
            Schedule schedule = connection.schedule();
            FireTime fireTime =
                    FireTime.of(connection.id(), schedule, connection.at(), connection.now(), schedules.jitter());
            Optional<Instant> next = schedule.nextFireTime(fireTime.at());
            fired.put(connection.id(), fireTime);
            return next;
        } catch (IllegalArgumentException e) {
            LOG.errorf(
                    "The schedule of connection %s does not fire until it is changed: %s",
                    connection.id(), e.getMessage());
            return Optional.empty();
        }
    }

    /** The newest first. */
    @Transactional
    List<ScheduleTick> history(UUID connectionId, int limit) {
        return ScheduleTick.find("connectionId = ?1 order by fireTime desc", connectionId)
                .page(0, limit)
                .list();
    }

    /** Those that have no tick yet; others were fired by the version before, or before the clock went back. */
    private static Map<UUID, FireTime> unrecorded(Map<UUID, FireTime> fired) {
        Set<ScheduleTick.Key> recorded = fired.isEmpty()
                ? Set.of()
                : ScheduleTick.<ScheduleTick>stream(
                                "connectionId in ?1 and fireTime in ?2",
                                fired.keySet(),
                                fired.values().stream().map(FireTime::at).collect(Collectors.toSet()))
                        .map(tick -> new ScheduleTick.Key(tick.connectionId, tick.fireTime))
                        .collect(Collectors.toSet());
        Map<UUID, FireTime> unrecorded = new HashMap<>(fired);
        unrecorded
                .entrySet()
                .removeIf(entry -> recorded.contains(
                        new ScheduleTick.Key(entry.getKey(), entry.getValue().at())));
        return unrecorded;
    }

    private void record(Map<UUID, FireTime> fired) {
        // Asked for before: an insert would wait for a run that is just being ended, whose end waits for our
        // connection.
        Set<UUID> active = runs.active(fired.keySet()).keySet();
        Map<UUID, UUID> queued = transitions.enqueue(orders(fired, active));
        Set<UUID> others = new HashSet<>(fired.keySet());
        others.removeAll(queued.keySet());
        Map<UUID, Run> inTheWay = runs.active(others);
        fired.forEach((connectionId, fireTime) -> {
            ScheduleTick tick = tick(connectionId, fireTime);
            if (queued.containsKey(connectionId)) {
                tick.outcome = TickOutcome.QUEUED;
                tick.runId = queued.get(connectionId);
            } else {
                meet(tick, Optional.ofNullable(inTheWay.get(connectionId)), fireTime.notBefore());
            }
            tick.persist();
        });
    }

    /** Every table is asked for once an interval; in between what is known to have changed will do. */
    private List<RunOrder> orders(Map<UUID, FireTime> fired, Set<UUID> active) {
        Set<UUID> swept = runs.sweptSince(fired.keySet(), clock.instant().minus(config.sweepInterval()));
        List<RunOrder> orders = new ArrayList<>();
        fired.forEach((connectionId, fireTime) -> {
            if (!active.contains(connectionId)) {
                Mode mode = swept.contains(connectionId) ? Mode.QUICK : Mode.INCREMENTAL;
                orders.add(new RunOrder(
                        connectionId,
                        Trigger.SCHEDULE,
                        mode,
                        List.of(),
                        fireTime.at(),
                        fireTime.late(),
                        fireTime.notBefore()));
            }
        });
        return orders;
    }

    private ScheduleTick tick(UUID connectionId, FireTime fireTime) {
        ScheduleTick tick = new ScheduleTick();
        tick.connectionId = connectionId;
        tick.fireTime = fireTime.at();
        tick.recordedAt = clock.instant();
        tick.late = fireTime.late();
        return tick;
    }

    /** @param active empty where it has ended in this moment */
    private void meet(ScheduleTick tick, Optional<Run> active, Instant notBefore) {
        boolean resumed = active.filter(run -> run.status == RunStatus.PAUSED && transitions.resume(run.id, notBefore))
                .isPresent();
        tick.outcome = resumed ? TickOutcome.RESUMED : TickOutcome.SKIPPED;
        tick.runId = active.map(run -> run.id).orElse(null);
    }
}
