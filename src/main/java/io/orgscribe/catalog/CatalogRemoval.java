package io.orgscribe.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.hibernate.StatelessSession;

/** Deletes the catalog of a connection, in batches: all at once would be one transaction of millions of rows. */
@ApplicationScoped
public class CatalogRemoval {

    /** The head last: it is what a reconcile would lock. What runs have staged is found by run and forgotten before. */
    private static final List<String> TABLES = List.of(
            "catalog_record_count",
            "describe_validator",
            "catalog_change",
            "catalog_column_history",
            "catalog_table_history",
            "catalog_child_relationship_delta",
            "catalog_column",
            "catalog_table",
            "catalog_picklist",
            "catalog_exclusion",
            "catalog_reference",
            "catalog_quality",
            "catalog_revision",
            "catalog_head");

    private final StatelessSession session;

    CatalogRemoval(StatelessSession session) {
        this.session = session;
    }

    /** How much there is, removed rows included: tables, columns, changes, revisions. */
    @Transactional
    public Map<String, Long> count(UUID connectionId) {
        Statements sql = new Statements(session, Map.of("connection", connectionId));
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String what : List.of("table", "column", "change", "revision")) {
            counts.put(
                    what + "s",
                    sql.single(
                            "SELECT count(*) FROM catalog_" + what + " WHERE connection_id = :connection", Long.class));
        }
        return counts;
    }

    /**
     * Deletes some rows in the caller's transaction. For a connection that no run writes for any more.
     *
     * @param max rows
     * @return how many were deleted; 0 when nothing is left
     */
    @Transactional
    public int deleteBatch(UUID connectionId, int max) {
        int deleted = 0;
        for (String table : TABLES) {
            deleted += Statements.deleteSome(session, table, "connection_id", connectionId, max - deleted);
            if (deleted >= max) {
                break;
            }
        }
        return deleted;
    }
}
