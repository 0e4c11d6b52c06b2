package io.orgscribe.catalog;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import org.hibernate.StatelessSession;

/**
 * How many records tables have, by day. Salesforce's counts are approximate, and no change of the catalog: they are kept
 * beside it, a row only where a count moves.
 */
@ApplicationScoped
public class RecordCounts {

    /** By the primary key, from one table to the next, and of each from its end: not by sorting all of history. */
    private static final String NEWEST = """
            WITH RECURSIVE counted (name_key) AS (
                SELECT min(name_key) FROM catalog_record_count WHERE connection_id = :connection
                UNION ALL
                SELECT (SELECT min(r.name_key) FROM catalog_record_count r
                    WHERE r.connection_id = :connection AND r.name_key > c.name_key)
                FROM counted c WHERE c.name_key IS NOT NULL)
            SELECT c.name_key, r.count FROM counted c CROSS JOIN LATERAL (
                SELECT count FROM catalog_record_count
                WHERE connection_id = :connection AND name_key = c.name_key ORDER BY day DESC LIMIT 1) r""";

    private final StatelessSession session;

    RecordCounts(StatelessSession session) {
        this.session = session;
    }

    /**
     * Adds the counts of today, or puts them in place of those that were read earlier today. A table that had records
     * and is not among them has none any more.
     *
     * @param byName of all tables: Salesforce may leave out those without records
     */
    @Transactional(TxType.REQUIRES_NEW)
    public void record(UUID connectionId, Map<String, Long> byName) {
        Map<String, Long> counts = new HashMap<>();
        byName.forEach((name, count) -> counts.put(CatalogNames.key(name), count));
        session.createNativeMutationQuery("""
                        INSERT INTO catalog_record_count (connection_id, name_key, day, count)
                        SELECT :connection, coalesce(o.name_key, n.name_key), CAST(now() AT TIME ZONE 'UTC' AS date),
                            coalesce(n.count, 0)
                        FROM unnest(CAST(:names AS text[]), CAST(:counts AS bigint[])) AS n (name_key, count)
                        FULL JOIN ({newest}) o ON o.name_key = n.name_key COLLATE "C"
                        WHERE o.count IS DISTINCT FROM coalesce(n.count, 0)
                        ON CONFLICT (connection_id, name_key, day) DO UPDATE SET count = excluded.count""".replace("{newest}", NEWEST))
                .setParameter("connection", connectionId)
                .setParameter("names", counts.keySet().toArray(String[]::new))
                .setParameter("counts", counts.values().toArray(Long[]::new))
                .executeUpdate();
    }

    /** By lower-case name. */
    @Transactional
    public Map<String, Long> newest(UUID connectionId) {
        return session.createNativeQuery(NEWEST, Object[].class)
                .setParameter("connection", connectionId)
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
    }
}
