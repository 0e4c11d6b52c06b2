package io.orgscribe.catalog;

/** Writes the differences that were found into the catalog as its next revision. */
record Revision(Statements sql) {

    /** Whether there is anything that readers of the catalog would see as changed. */
    boolean needed() {
        return sql.single("""
                SELECT EXISTS (SELECT FROM diff_table WHERE kind <> 'refreshed')
                    OR EXISTS (SELECT FROM diff_column WHERE kind <> 'refreshed')
                    OR EXISTS (SELECT FROM diff_attribute)""", Boolean.class);
    }

    /** The rows; what differs without meaning is rewritten in place, also where no revision is needed. */
    void write(boolean needed) {
        if (needed) {
            moveToHistory("catalog_table", "diff_table");
            moveToHistory("catalog_column", "diff_column");
            remove("catalog_table", "diff_table");
            remove("catalog_column", "diff_column");
            addColumns();
            positions();
        }
        rewrite();
    }

    /** The revision itself and, unless it is the first, what it changes. */
    void record(boolean baseline) {
        if (baseline) {
            unread();
        } else {
            changes();
        }
        sql.execute("""
                INSERT INTO catalog_revision (connection_id, revision, run_id, at)
                VALUES (:connection, :revision, :run, :at)""");
        sql.execute("""
                UPDATE catalog_head SET revision = :revision, run_id = :run, at = :at
                WHERE connection_id = :connection""");
    }

    private void moveToHistory(String table, String diff) {
        sql.execute("""
                INSERT INTO {table}_history
                SELECT :revision, c.* FROM {table} c JOIN {diff} d ON d.id = c.id
                WHERE c.connection_id = :connection AND d.kind IN ('changed', 'restored', 'removed')""".replace("{table}", table).replace("{diff}", diff));
    }

    private void remove(String table, String diff) {
        sql.execute("""
                UPDATE {table} c SET removed_at = :at, from_rev = :revision
                FROM {diff} d WHERE c.connection_id = :connection AND d.id = c.id AND d.kind = 'removed'""".replace("{table}", table).replace("{diff}", diff));
    }

    private void rewrite() {
        sql.execute("""
                UPDATE catalog_table c
                SET hash = s.hash, removed_at = NULL, from_rev = CASE d.kind WHEN 'refreshed' THEN c.from_rev ELSE :revision END,
                    {assignments}
                FROM diff_table d
                JOIN staged_table s ON s.run_id = :run AND s.name_key = d.name_key
                WHERE c.connection_id = :connection AND d.id = c.id AND d.kind IN ('changed', 'restored', 'refreshed')""".replace("{assignments}", Attribute.assignments(Attribute.TABLE, "s.")));
        sql.execute("""
                UPDATE catalog_column c
                SET hash = s.hash, removed_at = NULL, from_rev = CASE d.kind WHEN 'refreshed' THEN c.from_rev ELSE :revision END,
                    {assignments}
                FROM diff_column d
                JOIN staged_column s ON s.run_id = :run AND s.table_key = d.table_key AND s.name_key = d.name_key
                WHERE c.connection_id = :connection AND d.id = c.id AND d.kind IN ('changed', 'restored', 'refreshed')""".replace("{assignments}", Attribute.assignments(Attribute.COLUMN, "s.")));
        sql.execute("""
                UPDATE catalog_table t SET child_relationships = s.child_relationships, child_hash = s.child_hash
                FROM staged_table s
                WHERE s.run_id = :run AND t.connection_id = s.connection_id AND t.name_key = s.name_key
                    AND t.child_hash IS DISTINCT FROM s.child_hash""");
    }

    private void addColumns() {
        sql.execute("""
                INSERT INTO catalog_column
                    (connection_id, table_id, from_rev, first_seen_at, hash, position, {columns})
                SELECT s.connection_id, d.table_id, :revision, :at, s.hash, s.position, {staged}
                FROM staged_column s
                JOIN diff_column d ON d.table_key = s.table_key AND d.name_key = s.name_key AND d.kind = 'added'
                WHERE s.run_id = :run
                ORDER BY d.table_id, s.name_key""".replace("{columns}", Attribute.columns(Attribute.COLUMN, ""))
                .replace("{staged}", Attribute.columns(Attribute.COLUMN, "s.")));
    }

    /** In place, and only where a table's set of columns has changed: one field put in moves all behind it. */
    private void positions() {
        sql.execute("""
                UPDATE catalog_column c SET position = s.position
                FROM (SELECT DISTINCT table_id, table_key FROM diff_column
                      WHERE NOT table_added AND kind IN ('added', 'removed', 'restored')) d
                JOIN staged_column s ON s.run_id = :run AND s.table_key = d.table_key
                WHERE c.connection_id = :connection AND c.table_id = d.table_id AND c.name_key = s.name_key
                    AND c.position <> s.position""");
    }

    /** What a baseline lists and does not bring was there all the same. */
    private void unread() {
        sql.execute("""
                UPDATE catalog_head SET unread = ARRAY(
                    SELECT o.name_key FROM staged_object o
                    WHERE o.run_id = :run AND NOT EXISTS (
                        SELECT FROM staged_table s WHERE s.run_id = :run AND s.name_key = o.name_key))
                WHERE connection_id = :connection""");
    }

    /** A new or removed table is one row, its columns none. */
    private void changes() {
        sql.execute("""
                INSERT INTO catalog_change (connection_id, revision, run_id, at, table_id, column_id, table_name,
                    column_name, kind, presumed, attribute, before, after)
                SELECT :connection, :revision, :run, :at, t.id, c.id, t.name, c.name, x.kind, x.kind = 'removed',
                    x.attribute, x.before, x.after
                FROM (
                    SELECT id AS table_id, NULL::bigint AS column_id, kind, NULL AS attribute,
                        NULL::jsonb AS before, NULL::jsonb AS after
                    FROM diff_table
                    WHERE kind IN ('removed', 'restored') OR kind = 'added' AND NOT name_key = ANY (
                        SELECT unnest(unread) FROM catalog_head WHERE connection_id = :connection)
                    UNION ALL
                    SELECT d.table_id, c.id, d.kind, NULL, NULL, NULL
                    FROM diff_column d
                    JOIN catalog_column c ON c.connection_id = :connection AND c.table_id = d.table_id
                        AND c.name_key = d.name_key
                    WHERE d.kind IN ('added', 'removed', 'restored') AND NOT d.table_added
                    UNION ALL
                    SELECT table_id, column_id, 'changed', attribute, before, after FROM diff_attribute
                ) x
                JOIN catalog_table t ON t.connection_id = :connection AND t.id = x.table_id
                LEFT JOIN catalog_column c ON c.connection_id = :connection AND c.id = x.column_id
                ORDER BY t.name_key, c.name_key NULLS FIRST, x.kind, x.attribute""");
    }
}
