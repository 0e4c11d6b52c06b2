package io.orgscribe.run;

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

import org.hibernate.Session;

import io.orgscribe.connection.Connections;

/** Reads runs. */
@ApplicationScoped
public class Runs {

    private final Session session;
    private final Connections connections;

    Runs(Session session, Connections connections) {
        this.session = session;
        this.connections = connections;
    }

    /** @throws io.orgscribe.web.ProblemException 404 where there is none */
    @Transactional
    public RunView find(UUID id) {
        return Run.<Run>findByIdOptional(id).map(RunView::of).orElseThrow(RunProblems::notFound);
    }

    public void requireConnection(UUID id) {
        connections.find(id);
    }

    /** Newest first. Relies on run_list and, over all connections, on the primary key. */
    @Transactional
    List<RunView> list(Optional<UUID> connectionId, Optional<UUID> after, int limit) {
        return session.createQuery(
                        "from Run where (:connection is null or connectionId = :connection)"
                                + " and (:after is null or id < :after) order by id desc",
                        Run.class)
                .setParameter("connection", connectionId.orElse(null))
                .setParameter("after", after.orElse(null))
                .setMaxResults(limit)
                .getResultStream()
                .map(RunView::of)
                .toList();
    }

    /** In the order of their names. */
    @Transactional
    List<RunFailure> failures(UUID runId) {
        find(runId);
        return session.createNativeQuery("""
                        SELECT table_name, cause, status, attempts, message, remedy FROM run_failure
                        WHERE run_id = :run ORDER BY table_name""", RunFailure.class)
                .setParameter("run", runId)
                .getResultList();
    }

    /**
     * Tables of the connection that could not be read when they were last asked for: what each run that was reconciled
     * has left open and none has closed since, and what the newest run has met that came to no reconcile. Relies on
     * run_list.
     *
     * @return API names, ascending, not empty
     * @throws io.orgscribe.web.ProblemException 409 where there are none
     */
    public List<String> failedTables(UUID connectionId) {
        List<String> tables = session.createNativeQuery("""
                        SELECT unnest(pending) AS name FROM describe_validator WHERE connection_id = :connection
                        UNION
                        SELECT f.table_name FROM run_failure f WHERE f.run_id = (
                            SELECT id FROM run WHERE connection_id = :connection AND finished_at IS NOT NULL
                            ORDER BY id DESC LIMIT 1) AND EXISTS (
                            SELECT FROM run r WHERE r.id = f.run_id AND r.status = 'failed')
                        ORDER BY name""", String.class)
                .setParameter("connection", connectionId)
                .getResultList();
        if (tables.isEmpty()) {
            throw RunProblems.nothingFailed();
        }
        return tables;
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
}
