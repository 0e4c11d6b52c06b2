package io.orgscribe.run;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonGenerator;
import org.hibernate.Session;
import org.hibernate.id.uuid.UuidVersion7Strategy;

import io.orgscribe.catalog.Staging;

/** Puts runs into the queue. Nothing else than a row is made: a replica claims it. */
@ApplicationScoped
public class RunQueue {

    private final Session session;
    private final Staging staging;
    private final Clock clock;

    RunQueue(Session session, Staging staging, Clock clock) {
        this.session = session;
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
        return Optional.ofNullable(enqueue(List.of(order)).get(order.connectionId()));
    }

    /**
     * Queues runs of different connections in the caller's transaction.
     *
     * @return their ids by connection; without connections that have an active run already
     */
    @Transactional
    public Map<UUID, UUID> enqueue(List<Order> orders) {
        return session.createNativeQuery("""
                        INSERT INTO run (id, connection_id, trigger, mode, coverage, requested_tables, status, not_before,
                            scheduled_for, late, created_at)
                        SELECT id, connection_id, trigger, mode, coverage, requested_tables, 'queued', not_before,
                            scheduled_for, late, :now
                        FROM jsonb_to_recordset(CAST(:orders AS jsonb)) AS o (id uuid, connection_id uuid, trigger text,
                            mode text, coverage text, requested_tables text[], not_before timestamptz,
                            scheduled_for timestamptz, late boolean)
                        ON CONFLICT (connection_id) WHERE status IN ('queued', 'running', 'paused') DO NOTHING
                        RETURNING connection_id, id""", Object[].class)
                .setParameter("orders", JsonText.array(orders, RunQueue::write).text())
                .setParameter("now", clock.instant())
                .getResultStream()
                .collect(Collectors.toMap(row -> (UUID) row[0], row -> (UUID) row[1]));
    }

    private static void write(JsonGenerator json, Order order) throws IOException {
        json.writeStartObject();
        json.writeStringField(
                "id", UuidVersion7Strategy.INSTANCE.generateUuid(null).toString());
        json.writeStringField("connection_id", order.connectionId().toString());
        json.writeStringField("trigger", order.trigger().code());
        json.writeStringField("mode", order.mode().code());
        json.writeStringField("coverage", coverage(order).code());
        if (!order.tables().isEmpty()) {
            json.writeFieldName("requested_tables");
            json.writeArray(
                    order.tables().toArray(String[]::new), 0, order.tables().size());
        }
        json.writeStringField("not_before", order.notBefore().toString());
        if (order.scheduledFor() != null) {
            json.writeStringField("scheduled_for", order.scheduledFor().toString());
        }
        json.writeBooleanField("late", order.late());
        json.writeEndObject();
    }

    private static Coverage coverage(Order order) {
        if (!order.tables().isEmpty()) {
            return Coverage.TABLES;
        }
        return order.mode() == Mode.QUICK ? Coverage.QUICK : Coverage.COMPLETE;
    }

    /** Those of the connections of which a run that asked for every table has ended with a reconcile since then. */
    @Transactional
    public Set<UUID> sweptSince(Collection<UUID> connectionIds, Instant then) {
        return session.createQuery("""
                        SELECT connectionId FROM Run WHERE connectionId IN :connections AND coverage = COMPLETE
                            AND status IN (SUCCEEDED, PARTIAL) AND finishedAt > :then""", UUID.class)
                .setParameter("connections", connectionIds)
                .setParameter("then", then)
                .getResultStream()
                .collect(Collectors.toSet());
    }

    /** The connection's queued, running or paused run. */
    public Optional<Run> active(UUID connectionId) {
        return Optional.ofNullable(active(List.of(connectionId)).get(connectionId));
    }

    /** The queued, running or paused runs of the connections, by connection. */
    @Transactional
    public Map<UUID, Run> active(Collection<UUID> connectionIds) {
        if (connectionIds.isEmpty()) {
            return Map.of();
        }
        return Run.<Run>stream("connectionId in ?1 and status in (QUEUED, RUNNING, PAUSED)", connectionIds)
                .collect(Collectors.toMap(run -> run.connectionId, run -> run));
    }

    /**
     * Lets a run that is paused, or waits in the queue for a later time, go on with what it has staged.
     *
     * @param notBefore not to be claimed earlier
     * @return false where it neither is paused nor waits for later than that
     */
    @Transactional
    public boolean resume(UUID runId, Instant notBefore) {
        return session.createNativeMutationQuery("""
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
                session.createNativeMutationQuery("""
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
