package io.orgscribe.run;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

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
        return Run.<Run>findByIdOptional(id).map(RunView::of).orElseThrow(RunRefusals::notFound);
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
}
