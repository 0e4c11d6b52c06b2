package io.orgscribe.worker;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.IntUnaryOperator;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;
import org.hibernate.StatelessSession;
import org.jboss.logging.Logger;

import io.orgscribe.catalog.Staging;
import io.orgscribe.run.Idempotency;

/**
 * Removes what has become old, in small transactions, so that nothing waits for one. Of replicas that look at once one
 * goes on; if it dies another one does the next time. All times are the database's.
 */
@ApplicationScoped
class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);

    /** Of the advisory lock that each batch is removed under. */
    private static final long RETENTION = 0x6f72_6773_6372_0002L;

    /** What is newer is looked at by runs, or by those who repeat a request. */
    private static final Duration SHORTEST = Duration.ofDays(2);

    /** Each connection's newest stays. Relies on run_finished and run_list. */
    private static final String RUNS = """
            DELETE FROM run WHERE id IN (
                SELECT id FROM run r
                WHERE finished_at < clock_timestamp() - CAST(:age AS interval) AND EXISTS (
                    SELECT FROM run newer WHERE newer.connection_id = r.connection_id AND newer.id > r.id)
                ORDER BY finished_at LIMIT :max)""";

    private static final String FAILURES = """
            DELETE FROM run_failure WHERE (run_id, table_name) IN (
                SELECT f.run_id, f.table_name FROM run_failure f JOIN run r ON r.id = f.run_id
                WHERE r.finished_at < clock_timestamp() - CAST(:age AS interval) LIMIT :max)""";

    private static final String TICKS = """
            DELETE FROM schedule_tick WHERE (connection_id, fire_time) IN (
                SELECT connection_id, fire_time FROM schedule_tick
                WHERE recorded_at < clock_timestamp() - CAST(:age AS interval) LIMIT :max)""";

    private static final String KEYS = """
            DELETE FROM idempotency_key WHERE (connection_id, key) IN (
                SELECT connection_id, key FROM idempotency_key
                WHERE created_at < clock_timestamp() - CAST(:age AS interval) LIMIT :max)""";

    /** The newest of each table stays. Relies on catalog_record_count_day and the primary key. */
    private static final String RECORD_COUNTS = """
            DELETE FROM catalog_record_count WHERE (connection_id, name_key, day) IN (
                SELECT connection_id, name_key, day FROM catalog_record_count r
                WHERE day < CAST(clock_timestamp() AT TIME ZONE 'UTC' AS date) - CAST(:age AS interval) AND EXISTS (
                    SELECT FROM catalog_record_count newer
                    WHERE newer.connection_id = r.connection_id AND newer.name_key = r.name_key AND newer.day > r.day)
                ORDER BY day LIMIT :max)""";

    /** Catalogs of the past are told from the history, not from these. Relies on catalog_change_at. */
    private static final String CHANGES = """
            DELETE FROM catalog_change WHERE id IN (
                SELECT id FROM catalog_change WHERE at < clock_timestamp() - CAST(:age AS interval) LIMIT :max)""";

    /** Relies on audit_entry_at. */
    private static final String AUDIT = """
            DELETE FROM audit_entry WHERE id IN (
                SELECT id FROM audit_entry WHERE at < clock_timestamp() - CAST(:age AS interval) LIMIT :max)""";

    private final StatelessSession session;
    private final Staging staging;
    private final RetentionConfig config;

    Retention(StatelessSession session, Staging staging, RetentionConfig config) {
        this.session = session;
        this.staging = staging;
        this.config = config;
    }

    /** Removes all that is old now, or as much as is left until another replica does. */
    void sweep() {
        remove("failures", old(FAILURES, bounded(config.failures())));
        remove("runs", old(RUNS, bounded(config.runs())));
        remove("ticks", old(TICKS, bounded(config.runs())));
        remove("idempotency keys", old(KEYS, Idempotency.KEPT));
        remove("record counts", old(RECORD_COUNTS, bounded(config.recordCounts())));
        remove("entries of the audit", old(AUDIT, bounded(config.audit())));
        config.changes().ifPresent(age -> remove("changes", old(CHANGES, bounded(age))));
        removeStaging();
    }

    private void removeStaging() {
        for (UUID run : QuarkusTransaction.requiringNew().call(this::staleStaging)) {
            remove("staged rows", max -> letGo(run) ? staging.clear(run, max) : 0);
        }
    }

    private IntUnaryOperator old(String sql, Duration age) {
        return max -> session.createNativeMutationQuery(sql)
                .setParameter("age", age.toString())
                .setParameter("max", max)
                .executeUpdate();
    }

    private static Duration bounded(Duration age) {
        return age.compareTo(SHORTEST) < 0 ? SHORTEST : age;
    }

    /** @param batch removes at most so many rows, and says how many: fewer where none is left */
    private void remove(String what, IntUnaryOperator batch) {
        int all = 0;
        int removed;
        do {
            removed = QuarkusTransaction.requiringNew().call(() -> mine() ? batch.applyAsInt(config.batch()) : 0);
            all += removed;
        } while (removed >= config.batch());
        if (all > 0) {
            LOG.infof("Removed for their age: %d %s", all, what);
        }
    }

    /** Until the transaction ends. */
    private boolean mine() {
        return session.createNativeQuery("SELECT pg_try_advisory_xact_lock(:key)", Boolean.class)
                .setParameter("key", RETENTION)
                .getSingleResult();
    }

    /**
     * Whether nobody works on the run, and nobody will go on from what it has staged. Asked in each batch, for a paused
     * run may be resumed at any time: it then waits for the batch, sees by its reading that what is staged is not
     * whole, and begins anew.
     */
    private boolean letGo(UUID run) {
        session.createNativeMutationQuery("UPDATE run SET reading = '' WHERE id = :run AND status = 'paused'")
                .setParameter("run", run)
                .executeUpdate();
        return session.createNativeQuery(
                                "SELECT count(*) FROM run WHERE id = :run AND status IN ('queued', 'running')",
                                Long.class)
                        .setParameter("run", run)
                        .getSingleResult()
                == 0;
    }

    /**
     * Runs that have staged rows and need them no more: those that a kill has kept from clearing, or long paused ones.
     */
    private List<UUID> staleStaging() {
        return session.createNativeQuery("""
                        SELECT s.id FROM unnest(:staged) AS s (id) LEFT JOIN run r ON r.id = s.id
                        WHERE r.id IS NULL OR r.finished_at IS NOT NULL
                            OR r.status = 'paused' AND r.not_before < clock_timestamp() - CAST(:age AS interval)""", UUID.class)
                .setParameter("staged", staging.runs().toArray(UUID[]::new))
                .setParameter("age", bounded(config.staging()).toString())
                .getResultList();
    }
}
