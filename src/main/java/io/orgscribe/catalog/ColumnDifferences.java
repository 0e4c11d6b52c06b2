package io.orgscribe.catalog;

/** What a reading changes of the columns, into {@code diff_column}. Reads {@code read_table}. */
record ColumnDifferences(Statements sql) {

    /** The run's annotations on columns, with the roll-ups that it has read. */
    static final String NOTES = """
            (SELECT n.*, r.roll_up
             FROM staged_column_note n
             LEFT JOIN staged_roll_up r ON r.run_id = :run AND r.durable_id = n.durable_id
             WHERE n.run_id = :run)""";

    void find() {
        described();
        analyze();
        stillDefined();
        defined();
        analyze();
        renamed();
        describedAttributes();
        annotatedAttributes();
    }

    /**
     * What differs between describes and the catalog. Columns that a describe has not any more are taken for removed,
     * and hidden ones where definitions were read.
     */
    private void described() {
        sql.execute("""
                INSERT INTO diff_column (id, table_id, table_key, table_added, name_key, kind, presumed)
                SELECT c.id, coalesce(s.table_id, c.table_id), coalesce(s.table_key, c.table_key),
                    coalesce(s.added, false), coalesce(s.name_key, c.name_key),
                    CASE WHEN s.name_key IS NULL THEN 'removed' WHEN c.id IS NULL THEN 'added'
                        WHEN c.removed_at IS NOT NULL OR c.hidden THEN 'restored' ELSE 'changed' END,
                    s.name_key IS NULL AND NOT c.defined
                FROM (
                    SELECT r.table_id, s.table_key, r.added, s.name_key, s.hash
                    FROM staged_column s
                    JOIN read_table r ON r.name_key = s.table_key
                    WHERE s.run_id = :run
                ) s
                FULL JOIN (
                    SELECT c.id, c.table_id, r.name_key AS table_key, r.described, r.defined, c.name_key, c.hash, c.hidden,
                        c.removed_at
                    FROM catalog_column c
                    JOIN read_table r ON r.table_id = c.table_id
                    WHERE c.connection_id = :connection
                ) c ON c.table_id = s.table_id AND c.name_key = s.name_key
                WHERE CASE WHEN s.name_key IS NULL
                    THEN c.removed_at IS NULL AND CASE WHEN c.hidden THEN c.defined ELSE c.described END
                    ELSE c.id IS NULL OR c.removed_at IS NOT NULL OR c.hidden OR c.hash <> s.hash END""");
    }

    /** What a definition has is not removed, but hidden: it stays so, or becomes it. */
    private void stillDefined() {
        sql.execute("""
                DELETE FROM diff_column d USING catalog_column c, staged_column_note n
                WHERE d.kind = 'removed' AND c.connection_id = :connection AND c.id = d.id AND c.hidden
                    AND n.run_id = :run AND n.table_key = d.table_key AND n.name_key = d.name_key""");
        sql.execute("""
                UPDATE diff_column d SET kind = 'hidden', hidden = true, presumed = false
                FROM staged_column_note n
                WHERE d.kind = 'removed'
                    AND n.run_id = :run AND n.table_key = d.table_key AND n.name_key = d.name_key""");
    }

    /** What is known from definitions alone, or again from them alone, and annotations that differ. */
    private void defined() {
        sql.execute("""
                INSERT INTO diff_column (id, table_id, table_key, table_added, name_key, kind, hidden)
                SELECT o.id, r.table_id, r.name_key, r.added, s.name_key,
                    CASE WHEN o.id IS NULL THEN 'added' WHEN o.removed_at IS NOT NULL THEN 'hidden' ELSE 'changed' END,
                    o.id IS NULL OR o.removed_at IS NOT NULL OR o.hidden
                FROM {notes} s
                JOIN read_table r ON r.name_key = s.table_key
                LEFT JOIN catalog_column o
                    ON o.connection_id = :connection AND o.table_id = r.table_id AND o.name_key = s.name_key
                LEFT JOIN diff_column d ON d.table_id = r.table_id AND d.name_key = s.name_key
                WHERE d.kind IS NULL AND (o.id IS NULL OR o.removed_at IS NOT NULL OR NOT o.annotated OR {differs}
                    OR o.roll_up IS DISTINCT FROM coalesce(s.roll_up, o.roll_up)
                    OR o.hash = {neverDescribed} AND {undescribedDiffers})""".replace("{notes}", NOTES)
                .replace("{differs}", AttributeDifferences.any(Attribute.COLUMN_ANNOTATION))
                .replace("{neverDescribed}", ContentHash.NEVER_DESCRIBED)
                .replace("{undescribedDiffers}", AttributeDifferences.any(Attribute.COLUMN_UNDESCRIBED)));
    }

    /** One that has gone and one that has come with its durable id: the row stays, and gets the new name. */
    private void renamed() {
        sql.execute("""
                INSERT INTO diff_attribute
                SELECT 'renamed', d.table_id, min(c.id), 'name', to_jsonb(min(c.name)), to_jsonb(min(n.name))
                FROM diff_column d
                JOIN staged_column_note n
                    ON n.run_id = :run AND n.table_key = d.table_key AND n.name_key = d.name_key
                JOIN diff_column g ON g.table_id = d.table_id AND g.kind = 'removed'
                JOIN catalog_column c ON c.connection_id = :connection AND c.id = g.id AND c.durable_id = n.durable_id
                WHERE d.kind = 'added' AND NOT d.table_added
                GROUP BY d.table_id, n.durable_id HAVING count(*) = 1""");
        sql.execute("""
                DELETE FROM diff_column d USING diff_attribute a
                WHERE a.kind = 'renamed' AND a.column_id = d.id""");
        sql.execute("""
                UPDATE diff_column d SET id = a.column_id, kind = 'renamed'
                FROM diff_attribute a
                WHERE a.kind = 'renamed' AND a.column_id IS NOT NULL AND d.table_id = a.table_id
                    AND d.name_key = lower(a.after #>> '{}')""");
    }

    /** Nobody else does so with a temporary table, and without it the planner expects a thousand rows of it. */
    private void analyze() {
        sql.execute("ANALYZE diff_column");
    }

    private void describedAttributes() {
        sql.execute("""
                INSERT INTO diff_attribute
                SELECT 'changed', o.table_id, o.id, a.attribute, a.before, a.after
                FROM diff_column d
                JOIN catalog_column o ON o.connection_id = :connection AND o.id = d.id
                JOIN staged_column s ON s.run_id = :run AND s.table_key = d.table_key AND s.name_key = d.name_key
                    AND s.hash <> o.hash
                CROSS JOIN LATERAL ({rows}) a
                WHERE (d.kind = 'changed' OR d.kind = 'renamed' AND a.attribute <> 'name')
                    AND a.before IS DISTINCT FROM a.after""".replace("{rows}", AttributeDifferences.rows(Attribute.COLUMN, ":ignoredColumnKeys")));
    }

    /** As for tables, the first annotations of a row are no change, nor is its first roll-up. */
    private void annotatedAttributes() {
        sql.execute("""
                INSERT INTO diff_attribute
                SELECT 'changed', o.table_id, o.id, a.attribute, a.before, a.after
                FROM diff_column d
                JOIN catalog_column o ON o.connection_id = :connection AND o.id = d.id AND o.annotated
                JOIN {notes} s ON s.table_key = d.table_key AND s.name_key = d.name_key
                CROSS JOIN LATERAL (
                    {rows}
                    UNION ALL SELECT 'rollUp', nullif(o.roll_up, '{}'), nullif(s.roll_up, '{}')
                    WHERE o.roll_up IS NOT NULL AND s.roll_up IS NOT NULL) a
                WHERE d.kind IN ('changed', 'renamed') AND a.before IS DISTINCT FROM a.after""".replace("{notes}", NOTES)
                .replace("{rows}", AttributeDifferences.rows(Attribute.COLUMN_ANNOTATION, "")));
    }
}
