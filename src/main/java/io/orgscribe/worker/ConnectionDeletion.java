package io.orgscribe.worker;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.narayana.jta.QuarkusTransaction;
import org.hibernate.Session;

import io.orgscribe.catalog.CatalogRemoval;
import io.orgscribe.connection.ConnectionRemoving;
import io.orgscribe.run.Run;
import io.orgscribe.run.RunTransitions;
import io.orgscribe.run.Runs;

/** Ends the runs of a connection that is being deleted and, in the background, deletes what belongs to it. */
@ApplicationScoped
class ConnectionDeletion {

    private static final int BATCH = 10_000;

    private final Session session;
    private final Runs runs;
    private final RunTransitions transitions;
    private final CatalogRemoval catalog;

    ConnectionDeletion(Session session, Runs runs, RunTransitions transitions, CatalogRemoval catalog) {
        this.session = session;
        this.runs = runs;
        this.transitions = transitions;
        this.catalog = catalog;
    }

    void removing(@Observes ConnectionRemoving event) {
        runs.active(event.id()).ifPresent(run -> transitions.cancel(run.id));
        if (!event.keepCatalog()) {
            event.goes().putAll(catalog.count(event.id()));
            event.goes().put("runs", Run.count("connectionId", event.id()));
        }
    }

    /** Deletes batch by batch, so that no transaction is long; any replica may do so, also several at once. */
    void sweep() {
        for (UUID id : QuarkusTransaction.requiringNew().call(this::deletable)) {
            while (catalog.deleteBatch(id, BATCH) > 0) {
                // Each batch is a transaction of its own.
            }
            QuarkusTransaction.requiringNew().run(() -> delete(id));
        }
    }

    /** A run that is being cancelled still writes: its connection waits for the next sweep. */
    private List<UUID> deletable() {
        return session.createNativeQuery("""
                        SELECT id FROM connection c
                        WHERE status = 'deleting' AND NOT EXISTS (
                            SELECT FROM run WHERE connection_id = c.id AND status IN ('queued', 'running', 'paused'))""", UUID.class).getResultList();
    }

    private void delete(UUID id) {
        for (String sql : List.of(
                "DELETE FROM run WHERE connection_id = :id",
                "DELETE FROM connection WHERE id = :id AND status = 'deleting'")) {
            session.createNativeMutationQuery(sql).setParameter("id", id).executeUpdate();
        }
    }
}
