package io.orgscribe.run;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import org.hibernate.id.uuid.UuidVersion7Strategy;

import io.orgscribe.catalog.Staging;

/** Puts runs into the queue. Nothing else than a row is made: a replica claims it. */
@ApplicationScoped
public class RunQueue {

    private final EntityManager entities;
    private final Staging staging;
    private final Clock clock;

    RunQueue(EntityManager entities, Staging staging, Clock clock) {
        this.entities = entities;
        this.staging = staging;
        this.clock = clock;
    }

    /**
     * What a run is asked to do.
     *
     * @param tables empty for all
     * @param scheduledFor the tick's fire time, null where no schedule asks
     * @param late whether the tick came more than a minute after its time
     * @param notBefore not to be claimed earlier
     */
    public record Order(
            UUID connectionId,
            Trigger trigger,
            Mode mode,
            List<String> tables,
            Instant scheduledFor,
            boolean late,
            Instant notBefore) {

        public static Order now(UUID connectionId, Trigger trigger, Mode mode, List<String> tables, Clock clock) {
            return new Order(connectionId, trigger, mode, tables, null, false, clock.instant());
        }
    }

    /**
     * Queues a run in the caller's transaction.
     *
     * @return its id; empty where the connection has an active run already
     */
    @Transactional
    public Optional<UUID> enqueue(Order order) {
        UUID id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        int inserted = entities.createNativeQuery("""
                        INSERT INTO run (id, connection_id, trigger, mode, coverage, requested_tables, status, not_before,
                            scheduled_for, late, created_at)
                        VALUES (:id, :connection, :trigger, :mode, :coverage, :tables, 'queued', :notBefore,
                            CAST(:scheduledFor AS timestamptz), :late, :now)
                        ON CONFLICT (connection_id) WHERE status IN ('queued', 'running', 'paused') DO NOTHING""")
                .setParameter("id", id)
                .setParameter("connection", order.connectionId())
                .setParameter("trigger", order.trigger().code())
                .setParameter("mode", order.mode().code())
                .setParameter("coverage", coverage(order).code())
                .setParameter(
                        "tables",
                        order.tables().isEmpty() ? null : order.tables().toArray(String[]::new))
                .setParameter("notBefore", order.notBefore())
                .setParameter(
                        "scheduledFor",
                        order.scheduledFor() == null
                                ? null
                                : order.scheduledFor().toString())
                .setParameter("late", order.late())
                .setParameter("now", clock.instant())
                .executeUpdate();
        return inserted == 1 ? Optional.of(id) : Optional.empty();
    }

    private static Coverage coverage(Order order) {
        if (!order.tables().isEmpty()) {
            return Coverage.TABLES;
        }
        return order.mode() == Mode.QUICK ? Coverage.QUICK : Coverage.COMPLETE;
    }

    /** Whether a run that asked for every table has ended with a reconcile since then. */
    @Transactional
    public boolean sweptSince(UUID connectionId, Instant then) {
        return Run.count(
                        "connectionId = ?1 and coverage = COMPLETE and status in (SUCCEEDED, PARTIAL) and finishedAt > ?2",
                        connectionId,
                        then)
                > 0;
    }

    /** The connection's queued, running or paused run. */
    public Optional<Run> active(UUID connectionId) {
        return Run.find("connectionId = ?1 and status in (QUEUED, RUNNING, PAUSED)", connectionId)
                .firstResultOptional();
    }

    /**
     * Lets a run that is paused, or waits in the queue for a later time, go on with what it has staged.
     *
     * @param notBefore not to be claimed earlier
     * @return false where it neither is paused nor waits for later than that
     */
    @Transactional
    public boolean resume(UUID runId, Instant notBefore) {
        return entities.createNativeQuery("""
                                UPDATE run SET status = 'queued', not_before = :notBefore, error_cause = NULL,
                                    error_message = NULL, error_remedy = NULL
                                WHERE id = :id AND (status = 'paused' OR status = 'queued' AND not_before > :notBefore)""")
                        .setParameter("id", runId)
                        .setParameter("notBefore", notBefore)
                        .executeUpdate()
                == 1;
    }

    /**
     * Asks for the end of a run: at once where nobody works on it, else its owner sees it with its next heartbeat.
     *
     * @return false where the run had come to its end already
     */
    @Transactional
    public boolean cancel(UUID runId) {
        boolean asked =
                entities.createNativeQuery("""
                                UPDATE run SET cancel_requested = true,
                                    status = CASE status WHEN 'running' THEN status ELSE 'cancelled' END,
                                    finished_at = CASE status WHEN 'running' THEN NULL ELSE clock_timestamp() END
                                WHERE id = :id AND status IN ('queued', 'running', 'paused')""").setParameter("id", runId).executeUpdate() == 1;
        if (asked && Run.count("id = ?1 and status = CANCELLED", runId) == 1) {
            // Its owner forgets what a running run has staged; nobody works on this one.
            staging.clear(runId);
        }
        return asked;
    }
}
