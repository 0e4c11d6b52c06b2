package io.orgscribe.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import org.hibernate.StatelessSession;

/**
 * Counts with each revision what {@link QualityMeasure}s say of it. Not in the reconcile: to look at each column would take
 * longer than what a small change takes.
 */
@ApplicationScoped
public class QualityCounts {

    private static final String COUNT = """
            INSERT INTO catalog_quality (connection_id, revision, at, columns, custom_columns, annotated_columns, {names},
                disappeared_picklist_values)
            SELECT h.connection_id, h.revision, h.at, s.*,
                (SELECT count(*) FROM disappeared_picklist_values(h.connection_id))
            FROM catalog_head h
            CROSS JOIN LATERAL (
                SELECT count(*), count(*) FILTER (WHERE c.custom), count(*) FILTER (WHERE c.annotated), {counts}
                FROM catalog_column c
                JOIN catalog_table t ON t.connection_id = h.connection_id AND t.id = c.table_id
                WHERE c.connection_id = h.connection_id AND c.removed_at IS NULL AND t.removed_at IS NULL
                    AND t.excluded_at IS NULL) s
            WHERE h.connection_id = :connection AND h.revision > 0
            ON CONFLICT DO NOTHING""".replace(
                    "{names}",
                    Arrays.stream(QualityMeasure.values())
                            .map(QualityMeasure::column)
                            .collect(Collectors.joining(", ")))
            .replace(
                    "{counts}",
                    Arrays.stream(QualityMeasure.values())
                            .map(measure -> "count(*) FILTER (WHERE " + measure.condition("c") + ")")
                            .collect(Collectors.joining(", ")));

    private static final int SOME = 100;

    private final StatelessSession session;

    QualityCounts(StatelessSession session) {
        this.session = session;
    }

    /** Of the newest revision, unless it is counted. */
    @Transactional(TxType.REQUIRES_NEW)
    public void count(UUID connection) {
        new Statements(session, Map.of("connection", connection)).execute(COUNT);
    }

    /** Some of the connections whose newest revision is not counted. */
    @Transactional(TxType.REQUIRES_NEW)
    public List<UUID> uncounted() {
        return new Statements(session, Map.of()).list("""
                SELECT h.connection_id FROM catalog_head h
                WHERE h.revision > 0 AND h.references_version > 0 AND NOT EXISTS (
                    SELECT FROM catalog_quality q WHERE q.connection_id = h.connection_id AND q.revision = h.revision)
                LIMIT""" + " " + SOME, UUID.class);
    }
}
