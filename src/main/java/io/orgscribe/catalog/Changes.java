package io.orgscribe.catalog;

/** Writes down what the revision being made changes, by the names that it gives. */
record Changes(Statements sql) {

    /**
     * A table that is new, removed or restored is one row, its columns none. A reading's cause stands for all that it
     * changes. A column that is added has no id yet, and none of what is told of its table.
     */
    void write() {
        sql.execute("""
                INSERT INTO catalog_change (connection_id, revision, run_id, at, table_id, column_id, table_name,
                    column_name, kind, presumed, cause, changed_by, changed_at, attribute, before, after)
                SELECT :connection, :revision, :run, :at, t.id, c.id, t.name, c.name, x.kind, x.presumed,
                    coalesce(CAST(:cause AS text), x.cause), x.changed_by, x.changed_at, x.attribute, x.before, x.after
                FROM (
                    SELECT id AS table_id, NULL::bigint AS column_id, kind, presumed, cause, changed_by, changed_at,
                        NULL AS attribute, NULL::jsonb AS before, NULL::jsonb AS after
                    FROM diff_table
                    WHERE kind IN ('removed', 'hidden', 'restored') OR kind = 'added' AND NOT name_key = ANY (
                        SELECT unnest(unread) FROM catalog_head WHERE connection_id = :connection)
                    UNION ALL
                    SELECT d.table_id, c.id, d.kind, d.presumed, d.cause, d.changed_by, d.changed_at, NULL, NULL, NULL
                    FROM diff_column d
                    JOIN catalog_column c ON c.connection_id = :connection AND c.table_id = d.table_id
                        AND c.name_key = d.name_key
                    WHERE d.kind IN ('added', 'removed', 'hidden', 'restored') AND NOT d.table_added
                        AND d.table_id NOT IN (SELECT id FROM diff_table WHERE kind = 'restored')
                    UNION ALL
                    SELECT a.table_id, a.column_id, a.kind, false, d.cause, d.changed_by, d.changed_at,
                        a.attribute, a.before, a.after
                    FROM diff_attribute a
                    LEFT JOIN (
                        SELECT id AS table_id, NULL::bigint AS column_id, cause, changed_by, changed_at FROM diff_table
                        UNION ALL
                        SELECT table_id, id, cause, changed_by, changed_at FROM diff_column WHERE id IS NOT NULL
                    ) d ON d.table_id = a.table_id AND coalesce(d.column_id, 0) = coalesce(a.column_id, 0)
                    WHERE a.table_id NOT IN (SELECT id FROM diff_table WHERE kind = 'restored')
                ) x
                JOIN catalog_table t ON t.connection_id = :connection AND t.id = x.table_id
                LEFT JOIN catalog_column c ON c.connection_id = :connection AND c.id = x.column_id
                ORDER BY t.name_key, c.name_key NULLS FIRST, x.kind, x.attribute""");
    }
}
