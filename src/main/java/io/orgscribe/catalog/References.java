package io.orgscribe.catalog;

/**
 * Keeps what formulas and roll-ups read as of the revision that is being made. Looked at are columns that changed, and those
 * whose references wait for, or have passed through, a column or table that changed.
 */
record References(Statements sql) {

    /** Of the parser and of how its paths are followed: where it rises, all are found anew. */
    static final int VERSION = 1;

    static final String NOT_A_COLUMN = "not_a_column";
    static final String UNPARSABLE = "unparsable";

    /** Beside tables: where a relationship leads to several and none is named. */
    private static final String SEVERAL = "?";

    /**
     * When the rows are written.
     *
     * @param all whether all are found anew, for they never were or by an older version: as far back as each formula is what
     *     it is; else by {@code diff_table} and {@code diff_column}
     */
    void follow(boolean all) {
        due();
        if (all) {
            sql.execute("""
                    INSERT INTO reference_due
                    SELECT id FROM catalog_column
                    WHERE connection_id = :connection AND (formula IS NOT NULL OR roll_up IS NOT NULL) AND removed_at IS NULL
                    UNION SELECT column_id FROM catalog_reference WHERE connection_id = :connection AND to_rev IS NULL""");
        } else {
            changed();
            dependent();
        }
        if (sql.single("SELECT EXISTS (SELECT FROM reference_due)", Boolean.class)) {
            // Of a few formulas each step is one look by an index.
            sql.execute("SET LOCAL enable_nestloop = on");
            new ParsedReferences(sql).read();
            resolve();
            write(all);
        }
        sql.execute("UPDATE catalog_head SET references_version = " + VERSION
                + " WHERE connection_id = :connection AND references_version < " + VERSION);
    }

    private void due() {
        sql.execute("CREATE TEMPORARY TABLE reference_due (column_id bigint NOT NULL) ON COMMIT DROP");
    }

    private void changed() {
        sql.execute("""
                INSERT INTO reference_due
                SELECT c.id
                FROM diff_column d
                JOIN catalog_column c ON c.connection_id = :connection AND c.table_id = d.table_id AND c.name_key = d.name_key
                WHERE d.kind <> 'refreshed' AND (c.formula IS NOT NULL OR c.roll_up IS NOT NULL OR EXISTS (
                    SELECT FROM catalog_reference r WHERE r.column_id = c.id AND r.to_rev IS NULL))
                UNION
                SELECT c.id
                FROM diff_table d
                JOIN catalog_table t ON t.connection_id = :connection AND t.name_key = d.name_key
                JOIN catalog_column c ON c.connection_id = :connection AND c.table_id = t.id
                WHERE d.kind NOT IN ('changed', 'refreshed') AND (c.formula IS NOT NULL OR c.roll_up IS NOT NULL)""");
    }

    /** By the keys, old and new, of what changed; a relationship may also be waited for by its name. */
    private void dependent() {
        sql.execute("""
                INSERT INTO reference_due
                SELECT r.column_id
                FROM (
                    SELECT d.table_key, k.key AS column_key
                    FROM diff_column d
                    JOIN catalog_column c ON c.connection_id = :connection AND c.table_id = d.table_id
                        AND c.name_key = d.name_key
                    CROSS JOIN LATERAL (VALUES (d.name_key), (lower(c.relationship_name))) AS k (key)
                    WHERE d.kind <> 'refreshed' AND k.key IS NOT NULL
                    UNION
                    SELECT t.name_key, lower(a.before #>> '{}')
                    FROM diff_attribute a
                    JOIN catalog_table t ON t.connection_id = :connection AND t.id = a.table_id
                    WHERE a.kind = 'renamed' AND a.column_id IS NOT NULL
                ) k
                JOIN catalog_reference r ON r.connection_id = :connection AND r.table_key = k.table_key
                    AND r.column_key = k.column_key AND r.to_rev IS NULL
                UNION
                SELECT r.column_id
                FROM (
                    SELECT name_key FROM diff_table WHERE kind NOT IN ('changed', 'refreshed')
                    UNION
                    SELECT lower(before #>> '{}') FROM diff_attribute WHERE kind = 'renamed' AND column_id IS NULL
                ) k
                JOIN catalog_reference r ON r.connection_id = :connection AND r.table_key = k.name_key AND r.to_rev IS NULL""");
    }

    /**
     * Follows each path step by step, into {@code resolved_reference}. What no describe has ever shown has no relationship
     * name: it is found by what Salesforce makes such names of.
     */
    private void resolve() {
        sql.execute("""
                CREATE TEMPORARY TABLE resolved_reference ON COMMIT DROP AS
                WITH RECURSIVE walk AS (
                    SELECT p.nr, 0 AS step, CAST(NULL AS text) COLLATE "C" AS table_key, CAST(NULL AS text) COLLATE "C" AS column_key,
                        CAST(NULL AS bigint) AS target_id, CAST(NULL AS text) AS reason, p.table_key AS next
                    FROM parsed_reference p
                    WHERE p.reason = ''
                    UNION ALL
                    SELECT w.nr, w.step + 1, nullif(w.next, '{several}'), coalesce(c.name_key, s.name), c.id,
                        CASE WHEN w.next = '{several}' THEN 'ambiguous_table' WHEN t.id IS NULL THEN 'unknown_table'
                            WHEN c.id IS NOT NULL THEN NULL WHEN s.last THEN 'unknown_column' ELSE 'unknown_relationship' END,
                        CASE WHEN NOT s.last AND c.id IS NOT NULL THEN {target} END
                    FROM walk w
                    JOIN parsed_reference p ON p.nr = w.nr
                    CROSS JOIN LATERAL (SELECT p.steps[w.step + 1] AS name, p.targets[w.step + 1] AS target,
                        w.step + 1 = cardinality(p.steps) AS last) s
                    LEFT JOIN catalog_table t ON t.connection_id = :connection AND t.name_key = w.next AND t.removed_at IS NULL
                    LEFT JOIN LATERAL (
                        SELECT v.id, v.name_key, v.reference_to
                        FROM catalog_column v
                        WHERE v.connection_id = :connection AND v.table_id = t.id AND v.removed_at IS NULL AND (
                            s.last AND v.name_key = s.name OR lower(v.relationship_name) = s.name
                            OR v.relationship_name IS NULL AND v.reference_to <> '{}' AND v.name_key IN (
                                s.name || 'id', regexp_replace(s.name, '__r$', '__c'), regexp_replace(s.name, '__pr$', '__pc')))
                        ORDER BY s.last AND v.name_key = s.name DESC, v.name_key LIMIT 1) c ON true
                    WHERE w.next IS NOT NULL AND w.step < cardinality(p.steps)
                )
                SELECT p.column_id, p.kind, p.path, CAST(w.step AS smallint) AS step, w.table_key, w.column_key, w.target_id, w.reason
                FROM walk w JOIN parsed_reference p ON p.nr = w.nr WHERE w.step > 0
                UNION ALL
                SELECT column_id, kind, path, CAST(0 AS smallint), NULL, NULL, NULL, reason FROM parsed_reference WHERE reason <> ''""".replace("{target}", """
                        (SELECT CASE WHEN s.target = '' THEN CASE WHEN count(*) = 1 THEN min(lower(d.target)) ELSE '{several}' END
                             ELSE coalesce(min(lower(d.target)) FILTER (WHERE lower(d.target) = s.target
                                 OR s.target = 'queue' AND lower(d.target) = 'group'), s.target) END
                         FROM distinct_targets(c.reference_to) d)""").replace("{several}", SEVERAL));
        sql.execute("ANALYZE resolved_reference");
    }

    /** What stays stays, as it was found first. */
    private void write(boolean all) {
        String same = "(o.kind, o.path, o.step, o.table_key, o.column_key, o.target_id, o.reason)"
                + " IS NOT DISTINCT FROM (n.kind, n.path, n.step, n.table_key, n.column_key, n.target_id, n.reason)";
        String gone = """
                o.connection_id = :connection AND o.to_rev IS NULL AND o.column_id IN (SELECT column_id FROM reference_due)
                    AND NOT EXISTS (SELECT FROM resolved_reference n WHERE n.column_id = o.column_id AND {same})""".replace("{same}", same);
        sql.execute(
                all
                        ? "DELETE FROM catalog_reference o WHERE " + gone
                        : "UPDATE catalog_reference o SET to_rev = :revision WHERE " + gone);
        sql.execute("""
                INSERT INTO catalog_reference (connection_id, column_id, kind, path, step, table_key, column_key, target_id, reason,
                    from_rev)
                SELECT DISTINCT :connection, n.column_id, n.kind, n.path, n.step, n.table_key, n.column_key, n.target_id, n.reason,
                    {from}
                FROM resolved_reference n
                JOIN catalog_column c ON c.connection_id = :connection AND c.id = n.column_id
                WHERE NOT EXISTS (
                    SELECT FROM catalog_reference o WHERE o.column_id = n.column_id AND o.to_rev IS NULL AND {same})""".replace("{from}", all ? "c.from_rev" : ":revision").replace("{same}", same));
    }
}
