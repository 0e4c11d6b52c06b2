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
        childRelationshipNames();
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
                    s.name_key IS NOT NULL AS described, m.key IS NOT NULL AS defined
                FROM (
                    SELECT name_key FROM staged_table WHERE run_id = :run
                    UNION
                    SELECT key FROM staged_step WHERE run_id = :run AND step = 'columns'
                ) k
                LEFT JOIN staged_table s ON s.run_id = :run AND s.name_key = k.name_key
                LEFT JOIN staged_step m ON m.run_id = :run AND m.step = 'columns' AND m.key = k.name_key
                LEFT JOIN diff_table d ON d.name_key = k.name_key
                LEFT JOIN catalog_table t ON t.connection_id = :connection AND t.name_key = k.name_key
                    AND t.removed_at IS NULL
                WHERE coalesce(d.id, t.id) IS NOT NULL AND d.kind IS DISTINCT FROM 'removed'""");
    }

    /**
     * A relationship's name from the parent's side is kept with the parent, but is an attribute of the column. Both
     * lists are unnested before they are joined: User has thousands of children, and each compared with each is
     * millions. What is left is few, whatever PostgreSQL believes.
     */
    private void childRelationshipNames() {
        sql.execute("""
                WITH parent AS MATERIALIZED (
                    SELECT p.id, p.child_relationships AS before, s.child_relationships AS after
                    FROM staged_table s
                    JOIN read_table r ON r.name_key = s.name_key
                    JOIN catalog_table p ON p.connection_id = s.connection_id AND p.id = r.table_id
                        AND p.child_hash IS DISTINCT FROM s.child_hash
                    WHERE s.run_id = :run
                ), before AS MATERIALIZED (
                    SELECT p.id AS parent, e -> 'childSObject' AS child, e -> 'field' AS field, e -> 'relationshipName' AS name
                    FROM parent p, jsonb_array_elements(p.before) e
                ), after AS MATERIALIZED (
                    SELECT p.id AS parent, e -> 'childSObject' AS child, e -> 'field' AS field, e -> 'relationshipName' AS name
                    FROM parent p, jsonb_array_elements(p.after) e
                ), renamed AS MATERIALIZED (
                    SELECT child, field, b.name AS before, a.name AS after
                    FROM before b
                    JOIN after a USING (parent, child, field)
                    WHERE nullif(a.name, 'null') IS DISTINCT FROM nullif(b.name, 'null')
                )
                INSERT INTO diff_attribute
                SELECT 'changed', t.id, c.id, 'childRelationshipName', r.before, r.after
                FROM renamed r
                JOIN catalog_table t ON t.connection_id = :connection AND t.name_key = lower(r.child #>> '{}') COLLATE "C"
                JOIN catalog_column c ON c.connection_id = :connection AND c.table_id = t.id
                    AND c.name_key = lower(r.field #>> '{}') COLLATE "C" AND c.removed_at IS NULL""");
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
