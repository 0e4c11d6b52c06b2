package io.orgscribe.worker;

import java.util.List;
import java.util.UUID;
import java.util.function.IntSupplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.narayana.jta.QuarkusTransaction;
import org.hibernate.Session;

import io.orgscribe.catalog.CatalogRemoval;
import io.orgscribe.catalog.Staging;
import io.orgscribe.connection.ConnectionRemoving;
import io.orgscribe.run.Run;
import io.orgscribe.run.RunTransitions;
import io.orgscribe.run.Runs;

/** Ends the runs of a connection that is being deleted and, in the background, deletes what belongs to it. */
@ApplicationScoped
class ConnectionDeletion {

    private static final int BATCH = 10_000;
    private static final int RUNS = 100;

    private final Session session;
    private final Runs runs;
    private final RunTransitions transitions;
    private final Staging staging;
    private final CatalogRemoval catalog;

    ConnectionDeletion(
            Session session, Runs runs, RunTransitions transitions, Staging staging, CatalogRemoval catalog) {
        this.session = session;
        this.runs = runs;
        this.transitions = transitions;
        this.staging = staging;
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
            inBatches(() -> clearStaging(id));
            inBatches(() -> catalog.deleteBatch(id, BATCH));
            inBatches(() -> deleteRuns(id));
            QuarkusTransaction.requiringNew().run(() -> delete(id));
        }
    }

    /** Each batch is a transaction of its own. */
    private static void inBatches(IntSupplier batch) {
        while (QuarkusTransaction.requiringNew().call(batch::getAsInt) > 0) {
            // Until nothing is left.
        }
    }

    /** By run, as staged rows are found. */
    private int clearStaging(UUID id) {
        return session.createNativeQuery(
                        "SELECT id FROM run WHERE connection_id = :id AND id = ANY (:staged) LIMIT 1", UUID.class)
                .setParameter("id", id)
                .setParameter("staged", staging.runs().toArray(UUID[]::new))
                .getResultStream()
                .findFirst()
                .map(run -> staging.clear(run, BATCH))
                .orElse(0);
    }

    /** With their failures, of which each may have many. */
    private int deleteRuns(UUID id) {
        return session.createNativeMutationQuery(
                        "DELETE FROM run WHERE id IN (SELECT id FROM run WHERE connection_id = :id LIMIT :max)")
                .setParameter("id", id)
                .setParameter("max", RUNS)
                .executeUpdate();
    }

    /** A run that is being cancelled still writes: its connection waits for the next sweep. */
    private List<UUID> deletable() {
        return session.createNativeQuery("""
                        SELECT id FROM connection c
                        WHERE status = 'deleting' AND NOT EXISTS (
                            SELECT FROM run WHERE connection_id = c.id AND status IN ('queued', 'running', 'paused'))""", UUID.class).getResultList();
    }

    private void delete(UUID id) {
        session.createNativeMutationQuery("DELETE FROM connection WHERE id = :id AND status = 'deleting'")
                .setParameter("id", id)
                .executeUpdate();
    }
}
