package io.orgscribe.catalog;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.StatelessSession;

/** The record of changes as a whole. Catalogs of the past are told from the history, not from these. */
@ApplicationScoped
public class CatalogChanges {

    private final StatelessSession session;

    CatalogChanges(StatelessSession session) {
        this.session = session;
    }

    /**
     * Removes some of the oldest in the caller's transaction. Relies on catalog_change_at.
     *
     * @param max rows
     * @return how many; fewer than that when none of the age is left
     */
    public int removeOlderThan(Duration age, int max) {
        return session.createNativeMutationQuery("""
                        DELETE FROM catalog_change WHERE id IN (
                            SELECT id FROM catalog_change WHERE at < clock_timestamp() - CAST(:age AS interval) LIMIT :max)""")
                .setParameter("age", age.toString())
                .setParameter("max", max)
                .executeUpdate();
    }
}
