package io.orgscribe.catalog;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import org.hibernate.JDBCException;
import org.hibernate.StatelessSession;

/**
 * What a run has read and not yet reconciled. It is the run's checkpoint: another owner goes on from it, and it goes
 * when the run ends. Each method that takes an owner writes whole or, where the run has another owner, not at all.
 */
@ApplicationScoped
public class Staging {

    /** Step of annotate: of which tables the definitions were asked for, by lower-case name. */
    public static final String TABLES = "tables";

    /** Step of annotate: of which tables the record types were asked for, by lower-case name. */
    public static final String RECORD_TYPES = "recordTypes";

    /** Step of annotate: of which tables the definitions of all fields were read, by lower-case name. */
    public static final String COLUMNS = "columns";

    /**
     * Mark of annotate: of which tables some definitions of fields are of no use, by lower-case name. What their
     * definitions do not name may be among these.
     */
    public static final String COLUMNS_PARTIAL = "columnsPartial";

    /** Step of annotate: of which columns the roll-up was read, by durable id. */
    public static final String ROLL_UPS = "rollUps";

    /** In the order in which a connection's removal empties them. */
    static final List<String> STAGES = List.of(
            "staged_object",
            "staged_table",
            "staged_column",
            "staged_picklist",
            "staged_unmodified",
            "staged_table_note",
            "staged_column_note",
            "staged_roll_up",
            "staged_step");

    private static final String LEADING = "connection_id, run_id, epoch, ";
    private static final String TABLE_ANNOTATIONS =
            "staged_table_note (" + LEADING + "name, " + Attribute.columns(Attribute.TABLE_ANNOTATION, "") + ")";
    private static final String COLUMN_ANNOTATIONS = "staged_column_note (" + LEADING + "table_key, "
            + Attribute.columns(Attribute.COLUMN_UNDESCRIBED, "") + ", "
            + Attribute.columns(Attribute.COLUMN_ANNOTATION, "") + ")";

    private static final String ANNOTATIONS_OF_TABLES = "staged_table_note WHERE run_id = ? AND name_key = ANY (?)";

    private final StatelessSession session;

    Staging(StatelessSession session) {
        this.session = session;
    }

    /** An object that the org lists; {@code included}: let in by the connection's filter. */
    public record Listed(String name, boolean included) {}

    /** Replaces what an earlier attempt had listed. */
    @Transactional(TxType.REQUIRES_NEW)
    public void list(StagingOwner owner, Collection<Listed> objects) {
        CopyRows rows = new CopyRows();
        objects.forEach(o -> rows.add(owner.leading(), List.of(o.name(), o.included())));
        write(owner, connection -> {
            delete(connection, "staged_object WHERE run_id = ?", owner.runId());
            rows.copyInto(connection, "staged_object (" + LEADING + "name, included)");
        });
    }

    /** @throws DataRefused where the database cannot hold something of it; nothing is written then */
    @Transactional(TxType.REQUIRES_NEW)
    public void write(StagedBatch batch) {
        write(batch.owner(), batch::copyInto);
    }

    /**
     * Stages what definitions say about tables, in place of what they said before, and marks {@link #TABLES}.
     *
     * @param tables that were asked for: one that none of the annotations names is not defined
     */
    @Transactional(TxType.REQUIRES_NEW)
    public void annotateTables(StagingOwner owner, Collection<String> tables, List<TableAnnotation> annotations) {
        CopyRows rows = new CopyRows();
        newestBy(annotation -> CatalogNames.key(annotation.name()), annotations)
                .forEach(annotation -> rows.add(
                        with(owner.leading(), List.of(annotation.name())),
                        Attribute.values(Attribute.TABLE_ANNOTATION, annotation)));
        List<String> keys = tables.stream().map(CatalogNames::key).toList();
        write(owner, connection -> {
            if (mark(connection, owner, TABLES, keys) < keys.size()) {
                delete(connection, ANNOTATIONS_OF_TABLES, owner.runId(), array(keys));
            }
            rows.copyInto(connection, TABLE_ANNOTATIONS);
        });
    }

    /**
     * Completes the annotations of tables and marks {@link #RECORD_TYPES}.
     *
     * @param recordTypes by lower-case name of the table a JSON array of {@code {developerName, description, active}}
     * @param unread lower-case names of tables whose record types were not read: what the catalog says of them stays, for
     *     what is missing must not look like a change
     */
    @Transactional(TxType.REQUIRES_NEW)
    public void recordTypes(StagingOwner owner, Map<String, Json> recordTypes, Collection<String> unread) {
        List<String> names = List.copyOf(recordTypes.keySet());
        write(owner, connection -> {
            execute(
                    connection,
                    """
                    UPDATE staged_table_note n SET record_type_notes = CAST(r.types AS jsonb)
                    FROM unnest(?, ?) AS r (name_key, types)
                    WHERE n.name_key = r.name_key COLLATE "C" AND n.run_id = ?""",
                    array(names),
                    names.stream()
                            .map(name ->
                                    CopyRows.withoutNul(recordTypes.get(name).text()))
                            .toArray(String[]::new),
                    owner.runId());
            execute(connection, """
                    UPDATE staged_table_note n SET record_type_notes = t.record_type_notes
                    FROM catalog_table t
                    WHERE n.run_id = ? AND n.name_key = ANY (?) AND t.connection_id = n.connection_id
                        AND t.name_key = n.name_key AND t.record_type_notes IS NOT NULL""", owner.runId(), array(unread));
            mark(
                    connection,
                    owner,
                    RECORD_TYPES,
                    Stream.concat(names.stream(), unread.stream()).toList());
        });
    }

    /**
     * Stages what definitions say about columns, in place of what they said before, and marks {@link #COLUMNS}.
     *
     * @param tables whose definitions were read whole: a field that none of the annotations names is not defined there
     * @param partial those of them of which this is not sure, for which {@link #COLUMNS_PARTIAL} is marked
     */
    @Transactional(TxType.REQUIRES_NEW)
    public void annotateColumns(
            StagingOwner owner, List<String> tables, List<String> partial, List<ColumnAnnotation> annotations) {
        CopyRows rows = new CopyRows();
        newestBy(
                        annotation ->
                                List.of(CatalogNames.key(annotation.table()), CatalogNames.key(annotation.name())),
                        annotations)
                .forEach(annotation -> rows.add(
                        with(
                                with(owner.leading(), List.of(CatalogNames.key(annotation.table()))),
                                Attribute.values(Attribute.COLUMN_UNDESCRIBED, annotation)),
                        Attribute.values(Attribute.COLUMN_ANNOTATION, annotation)));
        List<String> keys = tables.stream().map(CatalogNames::key).toList();
        write(owner, connection -> {
            mark(
                    connection,
                    owner,
                    COLUMNS_PARTIAL,
                    partial.stream().map(CatalogNames::key).toList());
            if (mark(connection, owner, COLUMNS, keys) < keys.size()) {
                delete(
                        connection,
                        "staged_column_note WHERE run_id = ? AND table_key = ANY (?)",
                        owner.runId(),
                        array(keys));
            }
            rows.copyInto(connection, COLUMN_ANNOTATIONS);
        });
    }

    /**
     * Stages roll-ups and marks {@link #ROLL_UPS}.
     *
     * @param rollUps by durable id a JSON object {@code {table, operation, field, foreignKey, filter}}, or
     *     {@link Json#EMPTY_OBJECT} for a column that turned out to have none, so that it is not asked for again
     * @param absent durable ids of columns that Salesforce does not find there: what the catalog says of them stays, and
     *     those of which it says nothing are not asked for again
     */
    @Transactional(TxType.REQUIRES_NEW)
    public void rollUps(StagingOwner owner, Map<String, Json> rollUps, Collection<String> absent) {
        CopyRows rows = new CopyRows();
        rollUps.forEach((id, rollUp) -> rows.add(owner.leading(), List.of(id, rollUp)));
        write(owner, connection -> {
            delete(
                    connection,
                    "staged_roll_up WHERE run_id = ? AND durable_id = ANY (?)",
                    owner.runId(),
                    array(rollUps.keySet()));
            rows.copyInto(connection, "staged_roll_up (" + LEADING + "durable_id, roll_up)");
            execute(
                    connection,
                    """
                    INSERT INTO staged_roll_up (connection_id, run_id, epoch, durable_id, roll_up)
                    SELECT ?, ?, ?, a.id, CAST('{}' AS jsonb) FROM unnest(?) AS a (id)
                    WHERE NOT EXISTS (
                        SELECT FROM catalog_column c
                        WHERE c.connection_id = ? AND c.durable_id = a.id AND c.roll_up IS NOT NULL)
                    ON CONFLICT DO NOTHING""",
                    owner.connectionId(),
                    owner.runId(),
                    owner.epoch(),
                    array(absent),
                    owner.connectionId());
            mark(
                    connection,
                    owner,
                    ROLL_UPS,
                    Stream.concat(rollUps.keySet().stream(), absent.stream()).toList());
        });
    }

    /** Forgets when columns were edited, so that another run takes them for edited. */
    @Transactional(TxType.REQUIRES_NEW)
    public void undate(StagingOwner owner, Collection<String> durableIds) {
        write(
                owner,
                connection -> execute(
                        connection,
                        "UPDATE staged_column_note SET last_modified_at = NULL WHERE run_id = ? AND durable_id = ANY (?)",
                        owner.runId(),
                        array(durableIds)));
    }

    /** Marks a step as done for tables, whether or not it brought anything about them. */
    @Transactional(TxType.REQUIRES_NEW)
    public void mark(StagingOwner owner, String step, List<String> names) {
        List<String> keys = names.stream().map(CatalogNames::key).toList();
        write(owner, connection -> mark(connection, owner, step, keys));
    }

    /** What a step is done for: lower-case names, or durable ids as they are. */
    @Transactional(TxType.REQUIRES_NEW)
    public Set<String> marked(UUID runId, String step) {
        return new HashSet<>(new Statements(session, Map.of("run", runId, "step", step))
                .list("SELECT key FROM staged_step WHERE run_id = :run AND step = :step", String.class));
    }

    /**
     * What a run has staged so far.
     *
     * @param tables lower-case names of those that were read
     * @param unmodified lower-case names of those that were answered with 304
     * @param columns of the tables that were read
     */
    public record Staged(Set<String> tables, Set<String> unmodified, int columns) {

        public boolean isEmpty() {
            return tables.isEmpty() && unmodified.isEmpty();
        }

        /** Whether the table needs no reading any more. */
        public boolean has(String name) {
            return tables.contains(CatalogNames.key(name)) || unmodified.contains(CatalogNames.key(name));
        }
    }

    @Transactional(TxType.REQUIRES_NEW)
    public Staged staged(UUID runId) {
        Statements sql = new Statements(session, Map.of("run", runId));
        Long columns = sql.single("SELECT count(*) FROM staged_column WHERE run_id = :run", Long.class);
        return new Staged(names(sql, "staged_table"), names(sql, "staged_unmodified"), columns.intValue());
    }

    private static Set<String> names(Statements sql, String stage) {
        return new HashSet<>(sql.list("SELECT name_key FROM " + stage + " WHERE run_id = :run", String.class));
    }

    /**
     * Takes back the tables that were staged without any column although the catalog has some that were described,
     * unless their definitions were read and have none either.
     *
     * @param defined whether definitions can be believed
     * @return their names
     */
    @Transactional(TxType.REQUIRES_NEW)
    public List<String> takeBackEmptied(StagingOwner owner, boolean defined) {
        List<String> emptied = new Statements(
                        session, Map.of("connection", owner.connectionId(), "run", owner.runId(), "defined", defined))
                .list("""
                        SELECT s.name
                        FROM staged_table s
                        JOIN catalog_table t ON t.connection_id = :connection AND t.name_key = s.name_key
                        WHERE s.run_id = :run AND s.column_keys = '{}'
                            AND EXISTS (
                                SELECT FROM catalog_column c
                                WHERE c.connection_id = :connection AND c.table_id = t.id
                                    AND c.removed_at IS NULL AND NOT c.hidden)
                            AND NOT (:defined
                                AND EXISTS (
                                    SELECT FROM staged_step m
                                    WHERE m.run_id = :run AND m.step = 'columns' AND m.key = s.name_key)
                                AND NOT EXISTS (
                                    SELECT FROM staged_step m
                                    WHERE m.run_id = :run AND m.step = 'columnsPartial' AND m.key = s.name_key)
                                AND NOT EXISTS (
                                    SELECT FROM staged_column_note n
                                    WHERE n.run_id = :run AND n.table_key = s.name_key))
                        ORDER BY s.name_key""", String.class);
        if (!emptied.isEmpty()) {
            String[] keys = array(emptied.stream().map(CatalogNames::key).toList());
            write(owner, connection -> {
                delete(connection, "staged_table WHERE run_id = ? AND name_key = ANY (?)", owner.runId(), keys);
                delete(connection, "staged_column_note WHERE run_id = ? AND table_key = ANY (?)", owner.runId(), keys);
                delete(connection, ANNOTATIONS_OF_TABLES, owner.runId(), keys);
                delete(connection, "staged_step WHERE run_id = ? AND key = ANY (?)", owner.runId(), keys);
            });
        }
        return emptied;
    }

    /** Forgets all that the run has staged. */
    @Transactional(TxType.REQUIRES_NEW)
    public void clear(UUID runId) {
        for (String stage : STAGES) {
            session.createNativeMutationQuery("DELETE FROM " + stage + " WHERE run_id = :run")
                    .setParameter("run", runId)
                    .executeUpdate();
        }
    }

    /**
     * Forgets some of what a run has staged, in the caller's transaction. For a run that nobody works on.
     *
     * @param max rows
     * @return how many; fewer than that when nothing is left
     */
    public int clear(UUID runId, int max) {
        int cleared = 0;
        for (String stage : STAGES) {
            cleared += Statements.deleteSome(session, stage, "run_id", runId, max - cleared);
        }
        return cleared;
    }

    /**
     * Which runs have anything staged. Looks from one run to the next: of a large run all rows but one are passed over.
     */
    public Set<UUID> runs() {
        Set<UUID> runs = new HashSet<>();
        for (String stage : STAGES) {
            runs.addAll(session.createNativeQuery("""
                            WITH RECURSIVE next (run_id) AS (
                                (SELECT run_id FROM {stage} ORDER BY run_id LIMIT 1)
                                UNION ALL
                                SELECT (SELECT run_id FROM {stage} s WHERE s.run_id > n.run_id ORDER BY run_id LIMIT 1)
                                FROM next n WHERE n.run_id IS NOT NULL)
                            SELECT run_id FROM next WHERE run_id IS NOT NULL""".replace("{stage}", stage), UUID.class)
                    .getResultList());
        }
        return runs;
    }

    private interface Write {
        void to(Connection connection) throws SQLException, IOException;
    }

    private void write(StagingOwner owner, Write write) {
        try {
            session.doWork(connection -> {
                try {
                    execute(connection, owner.naming());
                    execute(connection, Statements.NOT_IDLE);
                    write.to(connection);
                } catch (IOException e) {
                    throw new SQLException("COPY broke off", e);
                }
                owner.fence().check(connection);
            });
        } catch (JDBCException e) {
            throw DataRefused.or(e);
        }
    }

    private static void delete(Connection connection, String rows, Object... parameters) throws SQLException {
        execute(connection, "DELETE FROM " + rows, parameters);
    }

    /** @return how many of them were not marked before */
    private static int mark(Connection connection, StagingOwner owner, String step, Collection<String> keys)
            throws SQLException {
        return execute(connection, """
                INSERT INTO staged_step (connection_id, run_id, epoch, step, key)
                SELECT ?, ?, ?, ?, unnest(?) ON CONFLICT DO NOTHING""", owner.connectionId(), owner.runId(), owner.epoch(), step, array(keys));
    }

    private static int execute(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    private static String[] array(Collection<String> values) {
        return values.toArray(String[]::new);
    }

    private static <R, K> Collection<R> newestBy(Function<R, K> key, List<R> readings) {
        return readings.stream()
                .collect(Collectors.toMap(key, r -> r, (older, newer) -> newer))
                .values();
    }

    private static List<Object> with(List<?> some, List<?> more) {
        return Stream.<Object>concat(some.stream(), more.stream()).toList();
    }
}
