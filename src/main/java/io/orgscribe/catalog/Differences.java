package io.orgscribe.catalog;

/**
 * Finds what a reading changes, into temporary tables that live as long as the transaction. Nothing is written to the
 * catalog but the rows of new tables, whose ids their columns need.
 *
 * <p>{@code diff_table} and {@code diff_column} have a row for each table and column that is to be written, of kind
 * {@code added, removed, hidden, restored, renamed, changed} or {@code refreshed} (other bytes, the same meaning);
 * {@code hidden} is how it is to be afterwards. {@code diff_attribute} has what changes of them.
 */
record Differences(Statements sql) {

    void find() {
        createTables();
        new TableDifferences(sql).find();
        readTables();
        new ColumnDifferences(sql).find();
        new ChildRelationshipDifferences(sql).find();
        refreshed();
    }

    private void createTables() {
        sql.execute("""
                CREATE TEMPORARY TABLE diff_table (
                    id bigint, name_key text COLLATE "C" NOT NULL, kind text NOT NULL,
                    hidden boolean NOT NULL DEFAULT false, presumed boolean NOT NULL DEFAULT false,
                    cause text, changed_by text, changed_at timestamptz) ON COMMIT DROP""");
        sql.execute("""
                CREATE TEMPORARY TABLE diff_column (
                    id bigint, table_id bigint NOT NULL, table_key text COLLATE "C" NOT NULL, table_added boolean NOT NULL,
                    name_key text COLLATE "C" NOT NULL, kind text NOT NULL,
                    hidden boolean NOT NULL DEFAULT false, presumed boolean NOT NULL DEFAULT false,
                    cause text, changed_by text, changed_at timestamptz) ON COMMIT DROP""");
        sql.execute("""
                CREATE TEMPORARY TABLE diff_attribute (
                    kind text NOT NULL, table_id bigint NOT NULL, column_id bigint, attribute text NOT NULL,
                    before jsonb, after jsonb)
                ON COMMIT DROP""");
    }

    /** Which row of the catalog a staged name means, a new or a renamed table's too, and what was read of it. */
    private void readTables() {
        sql.execute("""
                CREATE TEMPORARY TABLE read_table ON COMMIT DROP AS
                SELECT coalesce(d.id, t.id) AS table_id, k.name_key, coalesce(d.kind = 'added', false) AS added,
                    s.name_key IS NOT NULL AS described, m.key IS NOT NULL AND p.key IS NULL AS defined
                FROM (
                    SELECT name_key FROM staged_table WHERE run_id = :run
                    UNION
                    SELECT key FROM staged_step WHERE run_id = :run AND step = 'columns'
                ) k
                LEFT JOIN staged_table s ON s.run_id = :run AND s.name_key = k.name_key
                LEFT JOIN staged_step m ON m.run_id = :run AND m.step = 'columns' AND m.key = k.name_key
                LEFT JOIN staged_step p ON p.run_id = :run AND p.step = 'columnsPartial' AND p.key = k.name_key
                LEFT JOIN diff_table d ON d.name_key = k.name_key
                LEFT JOIN catalog_table t ON t.connection_id = :connection AND t.name_key = k.name_key
                    AND t.removed_at IS NULL
                WHERE coalesce(d.id, t.id) IS NOT NULL AND d.kind IS DISTINCT FROM 'removed'""");
    }

    /** Other bytes, the same meaning: such rows are rewritten in place, without history and without a change. */
    private void refreshed() {
        sql.execute("""
                UPDATE diff_table d SET kind = 'refreshed'
                WHERE kind = 'changed' AND NOT EXISTS (
                    SELECT FROM diff_attribute a WHERE a.table_id = d.id AND a.column_id IS NULL)""");
        sql.execute("""
                UPDATE diff_column d SET kind = 'refreshed'
                WHERE kind = 'changed' AND NOT EXISTS (
                    SELECT FROM diff_attribute a WHERE a.column_id = d.id AND a.attribute <> 'childRelationshipName')""");
    }
}
