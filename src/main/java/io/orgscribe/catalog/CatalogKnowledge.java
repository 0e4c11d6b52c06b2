package io.orgscribe.catalog;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.hibernate.StatelessSession;

/** What a run has to know of the catalog to decide what it reads. Writes nothing. */
@ApplicationScoped
public class CatalogKnowledge {

    /** Whether there are record types beyond the one that every table has. */
    private static final String RECORD_TYPES = "jsonb_path_exists(%s, '$[*] ? (!(@.master == true))')";

    private final StatelessSession session;

    CatalogKnowledge(StatelessSession session) {
        this.session = session;
    }

    /**
     * A table of the catalog that is not removed.
     *
     * @param durableId null where no definition was read or it has none
     * @param columns hidden ones included
     * @param recordTypes whether it has any beyond Master
     * @param customizable null where no definition was read
     */
    @RegisterForReflection
    public record Known(
            String name,
            String kind,
            String durableId,
            int columns,
            int customColumns,
            boolean hidden,
            boolean excluded,
            boolean recordTypes,
            Boolean customizable) {}

    /**
     * As whom the catalog was last read.
     *
     * @param language null where it is not known
     */
    @RegisterForReflection
    public record Reader(String userId, String language) {}

    /** Empty where there is no catalog yet. */
    @Transactional(TxType.REQUIRES_NEW)
    public Optional<Reader> reader(UUID connectionId) {
        return statements(Map.of("connection", connectionId))
                .list(
                        "SELECT user_id, language FROM catalog_head WHERE connection_id = :connection AND user_id IS NOT NULL",
                        Reader.class)
                .stream()
                .findFirst();
    }

    /** All tables that are not removed, by name. */
    @Transactional(TxType.REQUIRES_NEW)
    public List<Known> tables(UUID connectionId) {
        return statements(Map.of("connection", connectionId))
                .list("""
                        SELECT t.name, t.kind, t.durable_id, CAST(count(c.id) AS integer),
                            CAST(count(c.id) FILTER (WHERE c.custom) AS integer), t.hidden, t.excluded_at IS NOT NULL,
                            {recordTypes}, t.customizable
                        FROM catalog_table t
                        LEFT JOIN catalog_column c
                            ON c.connection_id = t.connection_id AND c.table_id = t.id AND c.removed_at IS NULL
                        WHERE t.connection_id = :connection AND t.removed_at IS NULL
                        GROUP BY t.id ORDER BY t.name_key""".replace("{recordTypes}", RECORD_TYPES.replace("%s", "t.record_types")), Known.class);
    }

    /** Names of the tables that are neither removed nor hidden nor left out by the filter. */
    @Transactional(TxType.REQUIRES_NEW)
    public List<String> shown(UUID connectionId) {
        return names("""
                SELECT name FROM catalog_table
                WHERE connection_id = :connection AND removed_at IS NULL AND NOT hidden AND excluded_at IS NULL
                ORDER BY name_key""", Map.of("connection", connectionId));
    }

    /** Names of the tables that the filter leaves out and that are not removed. */
    @Transactional(TxType.REQUIRES_NEW)
    public List<String> excluded(UUID connectionId) {
        return names(
                "SELECT name FROM catalog_table WHERE connection_id = :connection AND removed_at IS NULL"
                        + " AND excluded_at IS NOT NULL",
                Map.of("connection", connectionId));
    }

    /** Names of the tables that are not removed and that the run's list of objects does not have. */
    @Transactional(TxType.REQUIRES_NEW)
    public List<String> unlisted(UUID connectionId, UUID runId) {
        return names("""
                SELECT t.name FROM catalog_table t
                WHERE t.connection_id = :connection AND t.removed_at IS NULL
                    AND NOT EXISTS (SELECT FROM staged_object o WHERE o.run_id = :run AND o.name_key = t.name_key)
                ORDER BY t.name_key""", Map.of("connection", connectionId, "run", runId));
    }

    /** Lower-case names of those tables that have record types beyond Master, as staged or else as in the catalog. */
    @Transactional(TxType.REQUIRES_NEW)
    public Set<String> withRecordTypes(UUID connectionId, UUID runId, Collection<String> tables) {
        return Set.copyOf(names(
                """
                        SELECT k.name_key
                        FROM unnest(CAST(:keys AS text[])) AS k (name_key)
                        LEFT JOIN staged_table s ON s.run_id = :run AND s.name_key = k.name_key COLLATE "C"
                        LEFT JOIN catalog_table t ON t.connection_id = :connection
                            AND t.name_key = k.name_key COLLATE "C" AND t.removed_at IS NULL
                        WHERE {recordTypes}""".replace("{recordTypes}", RECORD_TYPES.replace("%s", "coalesce(s.record_types, t.record_types)")),
                Map.of("connection", connectionId, "run", runId, "keys", keys(tables))));
    }

    private List<String> names(String sql, Map<String, Object> parameters) {
        return new Statements(session, parameters).list(sql, String.class);
    }

    private static String[] keys(Collection<String> names) {
        return names.stream().map(CatalogNames::key).distinct().toArray(String[]::new);
    }

    /** Names of staged tables that are new to the catalog, or are described otherwise than the catalog has them. */
    @Transactional(TxType.REQUIRES_NEW)
    public Set<String> changed(UUID connectionId, UUID runId) {
        return new HashSet<>(
                statements(Map.of("connection", connectionId, "run", runId)).list("""
                        SELECT s.name
                        FROM staged_table s
                        LEFT JOIN catalog_table t ON t.connection_id = :connection AND t.name_key = s.name_key
                        WHERE s.run_id = :run AND (
                            t.id IS NULL OR t.removed_at IS NOT NULL OR t.hidden OR t.hash <> s.hash
                            OR s.name_key IN (
                                SELECT n.table_key
                                FROM staged_column n
                                JOIN catalog_table p ON p.connection_id = :connection AND p.name_key = n.table_key
                                LEFT JOIN catalog_column c ON c.connection_id = :connection AND c.table_id = p.id
                                    AND c.name_key = n.name_key AND c.removed_at IS NULL AND NOT c.hidden
                                WHERE n.run_id = :run AND c.hash IS DISTINCT FROM n.hash)
                            OR t.id IN (
                                SELECT c.table_id
                                FROM staged_table m
                                JOIN catalog_table p ON p.connection_id = :connection AND p.name_key = m.name_key
                                JOIN catalog_column c ON c.connection_id = :connection AND c.table_id = p.id
                                    AND c.removed_at IS NULL AND NOT c.hidden
                                WHERE m.run_id = :run AND NOT EXISTS (
                                    SELECT FROM staged_column n
                                    WHERE n.run_id = :run AND n.table_key = m.name_key AND n.name_key = c.name_key)))""", String.class));
    }

    /**
     * How much there is to read about a table.
     *
     * @param durableId of a custom table whose definition was read, else null
     * @param columns hidden ones included
     */
    public record Size(String durableId, int columns, int customColumns) {}

    /** By lower-case name, as the run has staged the table or else as the catalog has it; unknown ones are left out. */
    @Transactional(TxType.REQUIRES_NEW)
    public Map<String, Size> sizes(UUID connectionId, UUID runId, Collection<String> names) {
        return statements(Map.of("connection", connectionId, "run", runId, "keys", keys(names))).rows("""
                        WITH wanted AS (
                            SELECT k.name_key, t.id, s.name_key IS NOT NULL AS staged,
                                coalesce(n.durable_id, t.durable_id) AS durable_id
                            FROM unnest(CAST(:keys AS text[])) AS k (name_key)
                            LEFT JOIN staged_table s ON s.run_id = :run AND s.name_key = k.name_key COLLATE "C"
                            LEFT JOIN staged_table_note n ON n.run_id = :run AND n.name_key = k.name_key COLLATE "C"
                            LEFT JOIN catalog_table t ON t.connection_id = :connection
                                AND t.name_key = k.name_key COLLATE "C" AND t.removed_at IS NULL
                            WHERE s.name_key IS NOT NULL OR t.id IS NOT NULL
                        )
                        SELECT w.name_key, w.durable_id, count(c.custom), count(*) FILTER (WHERE c.custom)
                        FROM wanted w
                        LEFT JOIN (
                            SELECT table_key, custom FROM staged_column WHERE run_id = :run
                            UNION ALL
                            SELECT v.name_key, o.custom
                            FROM wanted v
                            JOIN catalog_column o ON o.connection_id = :connection AND o.table_id = v.id
                                AND o.removed_at IS NULL AND (o.hidden OR NOT v.staged)
                        ) c ON c.table_key = w.name_key
                        GROUP BY w.name_key, w.durable_id""").stream()
                .collect(Collectors.toMap(
                        row -> (String) row[0],
                        row -> new Size((String) row[1], ((Long) row[2]).intValue(), ((Long) row[3]).intValue())));
    }

    /**
     * Durable ids of columns whose roll-up the run has to stage; for copies, those of what they copy.
     *
     * @param toRead custom calculated columns without formula, whose roll-up the catalog lacks or whose definition has
     *     moved since
     * @param ended those that have one in the catalog and are described as something else now
     */
    public record RollUpsDue(List<String> toRead, List<String> ended) {}

    /** Both by one join: with a large org it takes as long as a step of reconcile. */
    @Transactional(TxType.REQUIRES_NEW)
    public RollUpsDue rollUpsDue(UUID connectionId, UUID runId) {
        Map<Boolean, List<String>> due = statements(Map.of("connection", connectionId, "run", runId))
                .rows("""
                        SELECT DISTINCT d.durable_id, d.roll_up
                        FROM (
                            SELECT coalesce(f.durable_id, n.durable_id) AS durable_id,
                                greatest(f.last_modified_at, n.last_modified_at) AS last_modified_at,
                                c.roll_up AS known, c.last_modified_at AS known_at,
                                coalesce(s.custom AND s.calculated AND s.formula IS NULL,
                                    c.custom AND c.calculated AND c.formula IS NULL) AS roll_up
                            FROM staged_column_note n
                            LEFT JOIN staged_column s
                                ON s.run_id = :run AND s.table_key = n.table_key AND s.name_key = n.name_key
                            LEFT JOIN catalog_table t ON t.connection_id = :connection AND t.name_key = n.table_key
                            LEFT JOIN catalog_column c ON c.connection_id = :connection AND c.table_id = t.id
                                AND c.name_key = n.name_key AND c.removed_at IS NULL
                            LEFT JOIN {copies} f ON f.table_key = n.table_key AND f.name_key = n.name_key
                            WHERE n.run_id = :run AND coalesce(f.durable_id, n.durable_id) IS NOT NULL
                        ) d
                        WHERE CASE WHEN d.roll_up THEN d.known IS NULL OR d.known_at IS DISTINCT FROM d.last_modified_at
                                ELSE d.known <> '{}' END
                            AND NOT EXISTS (
                                SELECT FROM staged_roll_up r WHERE r.run_id = :run AND r.durable_id = d.durable_id)
                        ORDER BY d.durable_id""".replace("{copies}", PersonAccounts.COPIES))
                .stream()
                .collect(Collectors.partitioningBy(
                        row -> Boolean.TRUE.equals(row[1]),
                        Collectors.mapping(row -> (String) row[0], Collectors.toList())));
        return new RollUpsDue(due.get(true), due.get(false));
    }

    /** By the durable id under which a roll-up is asked for the names of the tables that the run has annotated with it. */
    @Transactional(TxType.REQUIRES_NEW)
    public Map<String, List<String>> tablesOf(UUID connectionId, UUID runId, Collection<String> columns) {
        return statements(Map.of("connection", connectionId, "run", runId, "ids", columns.toArray(String[]::new)))
                .rows("""
                        SELECT DISTINCT coalesce(f.durable_id, n.durable_id), coalesce(s.name, t.name)
                        FROM staged_column_note n
                        LEFT JOIN staged_table s ON s.run_id = :run AND s.name_key = n.table_key
                        LEFT JOIN catalog_table t ON t.connection_id = :connection AND t.name_key = n.table_key
                        LEFT JOIN {copies} f ON f.table_key = n.table_key AND f.name_key = n.name_key
                        WHERE n.run_id = :run
                            AND coalesce(f.durable_id, n.durable_id) = ANY (CAST(:ids AS text[]))""".replace("{copies}", PersonAccounts.COPIES))
                .stream()
                .collect(Collectors.groupingBy(
                        row -> (String) row[0], Collectors.mapping(row -> (String) row[1], Collectors.toList())));
    }

    /**
     * An edit of a custom definition.
     *
     * @param table the name of a standard table, or the first 15 characters of a custom one's id
     * @param column the first 15 characters of a custom column's id; null where the table itself was edited
     * @param copy what the table calls the column, if it has that at all, where it is another table's; else null
     * @param at null where it is not known
     */
    public record Edit(String table, String column, String copy, Instant at) {}

    /** Names of the tables, neither removed nor left out by the filter, that have edits which no reading has met yet. */
    @Transactional(TxType.REQUIRES_NEW)
    public Set<String> edited(UUID connectionId, List<Edit> edits) {
        return new HashSet<>(statements(Map.of(
                        "connection",
                        connectionId,
                        "tables",
                        edits.stream().map(Edit::table).toArray(String[]::new),
                        "columns",
                        edits.stream().map(Edit::column).toArray(String[]::new),
                        "copies",
                        edits.stream().map(Edit::copy).toArray(String[]::new),
                        "times",
                        edits.stream().map(Edit::at).toArray(Instant[]::new)))
                .list("""
                        WITH edit AS (
                            SELECT t.id, t.name, t.last_modified_at, e.column_id, e.copy, e.at
                            FROM unnest(CAST(:tables AS text[]), CAST(:columns AS text[]), CAST(:copies AS text[]),
                                CAST(:times AS timestamptz[])) AS e (table_id, column_id, copy, at)
                            JOIN catalog_table t ON t.connection_id = :connection AND t.removed_at IS NULL
                                AND t.excluded_at IS NULL
                                AND CASE WHEN t.durable_id IS NULL THEN t.name_key = lower(e.table_id)
                                    ELSE t.durable_id = e.table_id END
                        )
                        SELECT DISTINCT e.name
                        FROM edit e
                        LEFT JOIN catalog_column c ON c.connection_id = :connection AND c.table_id = e.id
                            AND c.removed_at IS NULL AND (c.durable_id = e.column_id
                                OR c.name_key = lower(e.copy) AND EXISTS (
                                    SELECT FROM catalog_column p
                                    WHERE p.connection_id = :connection AND p.table_id = e.id
                                        AND p.name_key = 'ispersonaccount' AND p.removed_at IS NULL))
                        WHERE (e.copy IS NULL OR c.id IS NOT NULL) AND e.at IS DISTINCT FROM
                            CASE WHEN e.column_id IS NULL THEN e.last_modified_at ELSE c.last_modified_at END""", String.class));
    }

    /** Names of the tables that show columns of these tables as columns of their own. */
    @Transactional(TxType.REQUIRES_NEW)
    public List<String> copying(UUID connectionId, Collection<String> tables) {
        return names(
                """
                SELECT t.name FROM catalog_table t
                WHERE t.connection_id = :connection AND t.name_key = 'account' AND t.removed_at IS NULL
                    AND 'contact' = ANY (CAST(:keys AS text[])) AND EXISTS (
                        SELECT FROM catalog_column c
                        WHERE c.connection_id = :connection AND c.table_id = t.id AND c.removed_at IS NULL
                            AND {namedAsCopy})""".replace("{namedAsCopy}", PersonAccounts.NAMED_AS_COPY),
                Map.of("connection", connectionId, "keys", keys(tables)));
    }

    /** How many columns look like roll-ups: custom, calculated and without formula. */
    @Transactional(TxType.REQUIRES_NEW)
    public int rollUps(UUID connectionId) {
        return statements(Map.of("connection", connectionId))
                .single("""
                        SELECT count(*) FROM catalog_column
                        WHERE connection_id = :connection AND removed_at IS NULL AND custom AND calculated
                            AND formula IS NULL""", Long.class)
                .intValue();
    }

    /**
     * What the connection's catalog was read with, so that Salesforce can be asked whether anything is newer.
     *
     * @param reading API version, user, language and reader version, as the run that brought them put it
     * @param filter the connection's filter at that time
     * @param global Last-Modified of the org's list of objects, empty where it has to be read
     * @param tables Last-Modified of each describe, as it was sent, by lower-case name
     * @param annotatedAt since when all annotations are read, or null
     * @param editedAt up to when edits were asked for, or null
     * @param pending names of tables that are to be read in any case
     */
    public record Validators(
            String reading,
            String filter,
            String global,
            Map<String, String> tables,
            Instant annotatedAt,
            Instant editedAt,
            Set<String> pending) {

        /** Of a table's describe; empty to have it in any case. */
        public String lastModified(String table) {
            return tables.getOrDefault(CatalogNames.key(table), "");
        }

        public boolean lacks(String table) {
            return !tables.containsKey(CatalogNames.key(table));
        }
    }

    /** Empty where no run has brought any. Only tables that are neither removed nor hidden have one. */
    @Transactional(TxType.REQUIRES_NEW)
    public Optional<Validators> validators(UUID connectionId) {
        Statements sql = statements(Map.of("connection", connectionId));
        return sql
                .rows("SELECT reading, filter, global, annotated_at, edited_at, pending FROM describe_validator"
                        + " WHERE connection_id = :connection")
                .stream()
                .findFirst()
                .map(row -> new Validators(
                        (String) row[0],
                        (String) row[1],
                        (String) row[2],
                        sql
                                .rows("SELECT e.key, e.value FROM describe_validator, jsonb_each_text(tables) e"
                                        + " WHERE connection_id = :connection")
                                .stream()
                                .collect(Collectors.toMap(entry -> (String) entry[0], entry -> (String) entry[1])),
                        (Instant) row[3],
                        (Instant) row[4],
                        Set.of((String[]) row[5])));
    }

    private Statements statements(Map<String, Object> parameters) {
        Statements.planForWholeRuns(session);
        return new Statements(session, parameters);
    }
}
