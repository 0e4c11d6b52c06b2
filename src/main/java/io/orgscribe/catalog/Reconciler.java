package io.orgscribe.catalog;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import org.hibernate.JDBCException;
import org.hibernate.StatelessSession;

/**
 * Makes what a run has staged the connection's next revision: one transaction of set-based SQL. Readers see the old
 * catalog whole until it commits, the new one whole afterwards. Where nothing has changed, nothing is written.
 */
@ApplicationScoped
public class Reconciler {

    private final StatelessSession session;

    Reconciler(StatelessSession session) {
        this.session = session;
    }

    /**
     * @param within does the work, and in its transaction what comes before and after; where it throws, all is rolled
     *     back
     * @throws DataRefused where the database cannot hold something of it
     */
    @Transactional(TxType.REQUIRES_NEW)
    @TransactionConfiguration(timeout = 900)
    public ReconcileResult reconcile(Reading reading, Function<Supplier<ReconcileResult>, ReconcileResult> within) {
        Statements.planForWholeRuns(session);
        session.createNativeMutationQuery(Statements.NOT_IDLE).executeUpdate();
        try {
            return within.apply(() -> revise(reading));
        } catch (JDBCException e) {
            throw DataRefused.or(e);
        }
    }

    private ReconcileResult revise(Reading reading) {
        CatalogHead head = lock(reading);
        Statements sql = new Statements(session, parameters(reading, head));
        picklists(sql);
        new PersonAccounts(sql).complete();
        new Differences(sql).find();
        List<String> notices = new MassChange(sql).withhold(reading, head);
        if (head.revision() > 0 && head.cause(reading) == null) {
            new ChangeCauses(sql).find();
        }
        new Exclusions(sql).find();

        Revision revision = new Revision(sql);
        boolean needed = revision.needed();
        revision.write(needed);
        if (needed) {
            revision.record(head.revision() == 0);
        }
        boolean unfollowed = head.referencesVersion() < References.VERSION;
        if (needed || unfollowed) {
            new References(sql).follow(unfollowed);
        }
        remember(sql, reading);
        new ValidatorRow(sql).write(notices.isEmpty());

        return new ReconcileResult(
                needed ? head.revision() + 1 : head.revision(), needed ? counts(sql) : Map.of(), notices);
    }

    private CatalogHead lock(Reading reading) {
        Statements sql = new Statements(session, Map.of("connection", reading.connectionId()));
        sql.execute("INSERT INTO catalog_head (connection_id) VALUES (:connection) ON CONFLICT DO NOTHING");
        Object[] row = sql.single("""
                        SELECT revision, greatest(clock_timestamp(), at + interval '1 microsecond'), api_version,
                            user_id, language, reader_version, table_keys, column_keys, references_version
                        FROM catalog_head WHERE connection_id = :connection FOR UPDATE""", Object[].class);
        return new CatalogHead(
                (Long) row[0],
                (Instant) row[1],
                (String) row[2],
                (String) row[3],
                (String) row[4],
                (Integer) row[5],
                Set.of((String[]) row[6]),
                Set.of((String[]) row[7]),
                (Integer) row[8]);
    }

    private Map<String, Object> parameters(Reading reading, CatalogHead head) {
        boolean sameReading = head.sameReader(reading);
        Set<String> tableKeys = staged("keys", reading);
        Set<String> columnKeys = staged("column_keys", reading);
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("connection", reading.connectionId());
        parameters.put("run", reading.runId());
        parameters.put("listed", reading.listed());
        parameters.put("revision", head.revision() + 1);
        parameters.put("at", head.nextAt());
        parameters.put("sameReading", sameReading);
        parameters.put("ignoredTableKeys", sameReading ? new String[0] : onlyInOne(tableKeys, head.tableKeys()));
        parameters.put("ignoredColumnKeys", sameReading ? new String[0] : onlyInOne(columnKeys, head.columnKeys()));
        parameters.put(
                "tableKeys", (sameReading ? union(tableKeys, head.tableKeys()) : tableKeys).toArray(String[]::new));
        parameters.put(
                "columnKeys", (sameReading ? union(columnKeys, head.columnKeys()) : columnKeys).toArray(String[]::new));
        parameters.put("apiVersion", reading.apiVersion());
        parameters.put("user", reading.userId());
        parameters.put("language", reading.language());
        parameters.put("readerVersion", reading.readerVersion());
        parameters.put("cause", head.cause(reading));
        parameters.put("defined", reading.defined());
        parameters.put("reading", reading.validity().reading());
        parameters.put("filter", reading.validity().filter());
        parameters.put("global", reading.validity().global());
        parameters.put("annotatedAt", reading.validity().annotatedAt());
        parameters.put("pending", reading.validity().pending().toArray(String[]::new));
        parameters.put("editedAt", reading.validity().editedAt());
        return parameters;
    }

    private Set<String> staged(String keys, Reading reading) {
        return session.createNativeQuery(
                        "SELECT DISTINCT key FROM staged_table, unnest(" + keys + ") key WHERE run_id = :run",
                        String.class)
                .setParameter("run", reading.runId())
                .getResultStream()
                .collect(Collectors.toSet());
    }

    /** Members that one of two readings could not have: their coming or going is no change of the org. */
    private static String[] onlyInOne(Set<String> a, Set<String> b) {
        Set<String> both = new HashSet<>(a);
        both.retainAll(b);
        Set<String> one = union(a, b);
        one.removeAll(both);
        return one.toArray(String[]::new);
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> union = new HashSet<>(a);
        union.addAll(b);
        return union;
    }

    private void picklists(Statements sql) {
        sql.execute("""
                INSERT INTO catalog_picklist (connection_id, hash, entries)
                SELECT DISTINCT ON (hash) connection_id, hash, entries FROM staged_picklist WHERE run_id = :run
                ON CONFLICT DO NOTHING""");
    }

    private void remember(Statements sql, Reading reading) {
        if (reading.listed()) {
            sql.execute("""
                    UPDATE catalog_head SET api_version = :apiVersion, user_id = :user, language = :language,
                        reader_version = :readerVersion, table_keys = :tableKeys, column_keys = :columnKeys
                    WHERE connection_id = :connection
                        AND (api_version, user_id, language, reader_version)
                            IS DISTINCT FROM (:apiVersion, :user, CAST(:language AS text), :readerVersion)""");
        }
    }

    private Map<String, Integer> counts(Statements sql) {
        return sql.rows("""
                        SELECT kind, count(*) FROM catalog_change
                        WHERE connection_id = :connection AND revision = :revision GROUP BY kind""").stream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> ((Long) row[1]).intValue()));
    }
}
