package io.orgscribe.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.hibernate.StatelessSession;
import org.hibernate.query.MutationQuery;

import io.orgscribe.catalog.ReconcileResult;
import io.orgscribe.run.RetryPolicy.Deferral;

/**
 * The one writer of a run's status: from {@code queued} over {@code running}, and back to the queue or to {@code paused},
 * to its end. Who owns a run names its epoch and must hit the row; times of ownership and of ends are the database's. Who ends a run locks its
 * connection first, as a tick does, and writes the connection's last run in the same transaction.
 */
@ApplicationScoped
public class RunTransitions {

    /** Nobody works on the run any more. */
    private static final String NO_OWNER = " owner = NULL, lease_until = NULL, estimated_end = NULL";

    private static final String ENDED = " finished_at = clock_timestamp()," + NO_OWNER;

    private static final String CANCELLED = "UPDATE run SET status = 'cancelled', cancel_requested = true,"
            + " error_cause = NULL, error_message = NULL, error_remedy = NULL," + ENDED;

    private static final String ERROR = " error_cause = :cause, error_message = :message, error_remedy = :remedy,";

    private static final String LAST_RUN = """
            UPDATE connection c SET last_run_id = r.id, last_run_status = r.status, last_run_at = r.finished_at
            FROM run r WHERE r.id = :run AND c.id = r.connection_id""";

    private final StatelessSession session;
    private final ObjectMapper json;
    private final Clock clock;

    RunTransitions(StatelessSession session, ObjectMapper json, Clock clock) {
        this.session = session;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Queues a run in the caller's transaction.
     *
     * @return its id; empty where the connection has an active run already, or is gone
     */
    @Transactional
    public Optional<UUID> enqueue(RunOrder order) {
        return Optional.ofNullable(enqueue(List.of(order)).get(order.connectionId()));
    }

    /**
     * Queues runs of different connections in the caller's transaction. Nothing else than rows is made: replicas claim
     * them. Who deletes or disconnects a connection either is waited for, or sees its
     * run and cancels it.
     *
     * @return their ids by connection; without connections that have an active run already, or are gone
     */
    @Transactional
    public Map<UUID, UUID> enqueue(List<RunOrder> orders) {
        return session.createNativeQuery("""
                        INSERT INTO run (id, connection_id, trigger, mode, coverage, requested_tables, status, not_before,
                            scheduled_for, late, created_at)
                        SELECT id, connection_id, trigger, mode, coverage, requested_tables, 'queued', not_before,
                            scheduled_for, late, :now
                        FROM jsonb_to_recordset(CAST(:orders AS jsonb)) AS o (id uuid, connection_id uuid, trigger text,
                            mode text, coverage text, requested_tables text[], not_before timestamptz,
                            scheduled_for timestamptz, late boolean)
                        WHERE connection_id IN (SELECT id FROM connection
                            WHERE id = o.connection_id AND status NOT IN ('deleting', 'disconnected') FOR SHARE)
                        ON CONFLICT (connection_id) WHERE status IN ('queued', 'running', 'paused') DO NOTHING
                        RETURNING connection_id, id""", Object[].class)
                .setParameter(
                        "orders",
                        JsonText.array(orders, (row, order) -> order.write(row)).text())
                .setParameter("now", clock.instant())
                .getResultStream()
                .collect(Collectors.toMap(row -> (UUID) row[0], row -> (UUID) row[1]));
    }

    /**
     * Takes the run that has waited longest, be it queued or left behind by its owner, in the caller's transaction.
     *
     * @param lease how long it is the owner's without a sign of life
     */
    @Transactional
    public Optional<Claim> claim(String owner, Duration lease) {
        return session.createNativeQuery("""
                        UPDATE run SET status = 'running', stage = 'authorize', epoch = epoch + 1, attempt = attempt + 1,
                            owner = :owner, lease_until = clock_timestamp() + CAST(:lease AS interval),
                            started_at = coalesce(started_at, clock_timestamp()), error_cause = NULL,
                            error_message = NULL, error_remedy = NULL
                        WHERE id = (
                            SELECT id FROM run
                            WHERE (status = 'queued' AND not_before <= clock_timestamp())
                                OR (status = 'running' AND lease_until < clock_timestamp())
                            ORDER BY not_before LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING id, connection_id, epoch, attempt, mode, coverage, requested_tables,
                            CAST(calls_by_kind AS text), bytes_on_wire, bytes_unpacked, not_modified, pauses, started_at,
                            deferrals, retries, away_since""", Object[].class)
                .setParameter("owner", owner)
                .setParameter("lease", lease.toString())
                .getResultStream()
                .findFirst()
                .map(this::claim);
    }

    private Claim claim(Object[] row) {
        return new Claim(
                (UUID) row[0],
                (UUID) row[1],
                (Integer) row[2],
                (Integer) row[3],
                (Instant) row[12],
                Mode.valueOf(((String) row[4]).toUpperCase(Locale.ROOT)),
                Coverage.valueOf(((String) row[5]).toUpperCase(Locale.ROOT)),
                row[6] == null ? List.of() : Arrays.asList((String[]) row[6]),
                new Claim.Spent(calls((String) row[7]), (Long) row[8], (Long) row[9], (Integer) row[10]),
                (Integer) row[11],
                (Integer) row[13],
                (Integer) row[14],
                (Instant) row[15]);
    }

    private Map<String, Integer> calls(String text) {
        try {
            return json.readValue(text, new TypeReference<Map<String, Integer>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("calls_by_kind is a map of numbers, as RunStore writes it", e);
        }
    }

    /**
     * Lays the run down with what it has staged, until a tick or a person lets it go on.
     *
     * @return {@code cancelled} where somebody has cancelled it meanwhile
     */
    @Transactional(TxType.REQUIRES_NEW)
    public RunStatus pause(Claim claim, RunError why) {
        return unlessCancelled(
                claim,
                RunStatus.PAUSED,
                error(session.createNativeMutationQuery("""
                        UPDATE run SET status = 'paused', pauses = pauses + 1, retries = 0, away_since = NULL,
                            not_before = clock_timestamp(),""" + ERROR + NO_OWNER + Ownership.OWNED), why));
    }

    /**
     * Gives the run back to the queue, to go on after a while from what it has staged.
     *
     * @param why null where it is not the org's fault
     * @return {@code cancelled} where somebody has cancelled it meanwhile
     */
    @Transactional(TxType.REQUIRES_NEW)
    public RunStatus defer(Claim claim, Deferral deferral, RunError why) {
        return unlessCancelled(
                claim,
                RunStatus.QUEUED,
                error(
                        session.createNativeMutationQuery("""
                                UPDATE run SET status = 'queued', deferrals = deferrals + :excused,
                                    retries = CASE WHEN :advanced THEN 0 ELSE retries END + :counted,
                                    away_since = CASE WHEN :away THEN coalesce(away_since, clock_timestamp()) END,
                                    not_before = clock_timestamp() + CAST(:wait AS interval),""" + ERROR + NO_OWNER + Ownership.OWNED)
                                .setParameter("excused", deferral.excused() ? 1 : 0)
                                .setParameter("advanced", deferral.advanced())
                                .setParameter("away", deferral.away())
                                .setParameter("counted", deferral.counts() ? 1 : 0)
                                .setParameter("wait", deferral.delay().toString()),
                        why));
    }

    /**
     * Gives the run back to the queue, to be claimed at once by whoever is free.
     *
     * @return {@code cancelled} where somebody has cancelled it meanwhile
     */
    @Transactional(TxType.REQUIRES_NEW)
    public RunStatus release(Claim claim) {
        return unlessCancelled(
                claim,
                RunStatus.QUEUED,
                session.createNativeMutationQuery(
                        "UPDATE run SET status = 'queued', deferrals = deferrals + 1," + NO_OWNER + Ownership.OWNED));
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
        lockConnection("SELECT connection_id FROM run WHERE id = :of", runId);
        String status = session.createNativeQuery("SELECT status FROM run WHERE id = :run FOR UPDATE", String.class)
                .setParameter("run", runId)
                .getSingleResultOrNull();
        if ("running".equals(status)) {
            update("UPDATE run SET cancel_requested = true WHERE id = :run", runId);
            return true;
        }
        if (!"queued".equals(status) && !"paused".equals(status)) {
            return false;
        }
        update(CANCELLED + " WHERE id = :run", runId);
        update(LAST_RUN, runId);
        return true;
    }

    /**
     * Ends a run that was not reconciled.
     *
     * @throws OwnershipLost where it is not the caller's any more
     */
    @Transactional(TxType.REQUIRES_NEW)
    public RunStatus fail(Claim claim, RunError error) {
        lockConnection(claim);
        Ownership.require(
                claim,
                error(
                        session.createNativeMutationQuery(
                                "UPDATE run SET status = 'failed'," + ERROR + ENDED + Ownership.OWNED),
                        error));
        update(LAST_RUN, claim.runId());
        return RunStatus.FAILED;
    }

    /** Ends a run that somebody has cancelled; false where nobody has, or it is not the caller's any more. */
    @Transactional(TxType.REQUIRES_NEW)
    public boolean endCancelled(Claim claim) {
        lockConnection(claim);
        return cancelled(claim);
    }

    /**
     * The last statement of the reconcile: a run that somebody has cancelled meanwhile keeps the old catalog.
     *
     * @throws OwnershipLost where it is not the caller's any more, or was cancelled
     */
    @Transactional(TxType.MANDATORY)
    public void reconciled(Attempt attempt, RunStatus status, ReconcileResult result) {
        Claim claim = attempt.claim();
        lockConnection(claim);
        List<String> notices = new ArrayList<>(attempt.progress().notices());
        notices.addAll(result.notices());
        MutationQuery update = session.createNativeMutationQuery(
                        """
                        UPDATE run SET status = :status, stage = 'finish', revision = :revision, notices = :notices,
                            added = :added, removed = :removed, changed = :changed, hidden = :hidden,
                            restored = :restored, renamed = :renamed,""" + ENDED + Ownership.OWNED + " AND NOT cancel_requested")
                .setParameter("status", status.code())
                .setParameter("revision", result.revision())
                .setParameter("notices", notices.toArray(String[]::new));
        for (String kind : List.of("added", "removed", "changed", "hidden", "restored", "renamed")) {
            update.setParameter(kind, result.changes().getOrDefault(kind, 0));
        }
        Ownership.require(claim, update);
        update(LAST_RUN, claim.runId());
    }

    /** While the connection is locked, nobody can cancel. */
    private RunStatus unlessCancelled(Claim claim, RunStatus status, MutationQuery transition) {
        lockConnection(claim);
        if (cancelled(claim)) {
            return RunStatus.CANCELLED;
        }
        Ownership.require(claim, transition);
        return status;
    }

    private boolean cancelled(Claim claim) {
        boolean ended = Ownership.writes(
                claim, session.createNativeMutationQuery(CANCELLED + Ownership.OWNED + " AND cancel_requested"));
        if (ended) {
            update(LAST_RUN, claim.runId());
        }
        return ended;
    }

    private void lockConnection(Claim claim) {
        lockConnection(":of", claim.connectionId());
    }

    private void lockConnection(String which, UUID of) {
        session.createNativeQuery(
                        "SELECT 1 FROM connection WHERE id = (" + which + ") FOR NO KEY UPDATE", Integer.class)
                .setParameter("of", of)
                .getResultList();
    }

    private void update(String sql, UUID runId) {
        session.createNativeMutationQuery(sql).setParameter("run", runId).executeUpdate();
    }

    private static MutationQuery error(MutationQuery update, RunError why) {
        return update.setParameter("cause", why == null ? null : why.cause(), String.class)
                .setParameter("message", why == null ? null : why.message(), String.class)
                .setParameter("remedy", why == null ? null : why.remedy(), String.class);
    }
}
