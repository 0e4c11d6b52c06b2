package io.orgscribe.catalog;

/** What a reading changes of the tables themselves, into {@code diff_table}. */
record TableDifferences(Statements sql) {

    void find() {
        described();
        listedAgain();
        unlisted();
        renamed();
        add();
        annotated();
        describedAttributes();
        annotatedAttributes();
    }

    private void described() {
        sql.execute("""
                INSERT INTO diff_table (id, name_key, kind)
                SELECT t.id, s.name_key,
                    CASE WHEN t.id IS NULL THEN 'added' WHEN t.removed_at IS NOT NULL OR t.hidden THEN 'restored'
                        ELSE 'changed' END
                FROM staged_table s
                LEFT JOIN catalog_table t ON t.connection_id = s.connection_id AND t.name_key = s.name_key
                WHERE s.run_id = :run
                    AND (t.id IS NULL OR t.removed_at IS NOT NULL OR t.hidden OR t.hash <> s.hash)""");
    }

    /** Seen again, although its describe was left out by the filter or failed. */
    private void listedAgain() {
        sql.execute("""
                INSERT INTO diff_table (id, name_key, kind)
                SELECT t.id, t.name_key, 'restored'
                FROM catalog_table t
                JOIN staged_object o ON o.run_id = :run AND o.name_key = t.name_key
                WHERE t.connection_id = :connection AND t.hidden AND t.removed_at IS NULL
                    AND NOT EXISTS (SELECT FROM staged_table s WHERE s.run_id = :run AND s.name_key = t.name_key)""");
    }

    /**
     * What the org does not list any more is hidden where a definition has it, removed where its definition was asked for
     * and there is none. Where definitions could not be asked for, a removal is presumed, but not of what an earlier run
     * knew to be hidden; where only that of the table could not, nothing is said.
     */
    private void unlisted() {
        sql.execute("""
                INSERT INTO diff_table (id, name_key, kind, hidden, presumed)
                SELECT t.id, t.name_key, CASE WHEN n.name_key IS NULL THEN 'removed' ELSE 'hidden' END,
                    n.name_key IS NOT NULL, m.key IS NULL
                FROM catalog_table t
                LEFT JOIN staged_table_note n ON n.run_id = :run AND n.name_key = t.name_key
                LEFT JOIN staged_step m ON m.run_id = :run AND m.step = 'tables' AND m.key = t.name_key
                WHERE :listed AND t.connection_id = :connection AND t.removed_at IS NULL
                    AND NOT EXISTS (SELECT FROM staged_object o WHERE o.run_id = :run AND o.name_key = t.name_key)
                    AND CASE WHEN m.key IS NULL THEN NOT :defined AND NOT t.hidden
                        ELSE n.name_key IS NULL OR NOT t.hidden END""");
    }

    /** A new name with the durable id of one that is not listed any more: the row stays, and gets the new name. */
    private void renamed() {
        sql.execute("""
                INSERT INTO diff_attribute
                SELECT 'renamed', min(t.id), NULL, 'name', to_jsonb(min(t.name)), to_jsonb(min(s.name))
                FROM diff_table d
                JOIN staged_table s ON s.run_id = :run AND s.name_key = d.name_key
                JOIN staged_table_note n ON n.run_id = :run AND n.name_key = d.name_key
                JOIN catalog_table t ON t.connection_id = :connection AND t.durable_id = n.durable_id
                    AND t.removed_at IS NULL
                WHERE d.kind = 'added'
                    AND NOT EXISTS (SELECT FROM staged_object o WHERE o.run_id = :run AND o.name_key = t.name_key)
                    AND NOT EXISTS (SELECT FROM staged_table l WHERE l.run_id = :run AND l.name_key = t.name_key)
                GROUP BY n.durable_id HAVING count(*) = 1""");
        sql.execute("""
                DELETE FROM diff_table d USING diff_attribute a
                WHERE a.kind = 'renamed' AND a.column_id IS NULL AND a.table_id = d.id""");
        sql.execute("""
                UPDATE diff_table d SET id = a.table_id, kind = 'renamed'
                FROM diff_attribute a
                WHERE a.kind = 'renamed' AND a.column_id IS NULL AND d.name_key = lower(a.after #>> '{}')""");
    }

    private void add() {
        sql.execute("""
                INSERT INTO catalog_table (connection_id, from_rev, first_seen_at, hash, child_hash, child_relationships,
                    annotated, {columns}, {noteColumns})
                SELECT s.connection_id, :revision, :at, s.hash, s.child_hash, s.child_relationships,
                    n.run_id IS NOT NULL, {staged}, {noted}
                FROM staged_table s
                JOIN diff_table d ON d.name_key = s.name_key AND d.kind = 'added'
                LEFT JOIN staged_table_note n ON n.run_id = :run AND n.name_key = s.name_key
                WHERE s.run_id = :run
                ORDER BY s.name_key""".replace("{columns}", Attribute.columns(Attribute.TABLE, ""))
                .replace("{noteColumns}", Attribute.columns(Attribute.TABLE_ANNOTATION, ""))
                .replace("{staged}", Attribute.columns(Attribute.TABLE, "s."))
                .replace("{noted}", Attribute.columnsOrEmpty(Attribute.TABLE_ANNOTATION, "n.")));
        sql.execute("""
                UPDATE diff_table d SET id = t.id
                FROM catalog_table t
                WHERE t.connection_id = :connection AND t.name_key = d.name_key AND d.kind = 'added'""");
    }

    private void annotated() {
        sql.execute("""
                INSERT INTO diff_table (id, name_key, kind, hidden)
                SELECT o.id, o.name_key, 'changed', o.hidden
                FROM staged_table_note s
                JOIN catalog_table o ON o.connection_id = :connection AND o.name_key = s.name_key
                    AND o.removed_at IS NULL
                WHERE s.run_id = :run AND (NOT o.annotated OR {differs})
                    AND NOT EXISTS (SELECT FROM diff_table d WHERE d.id = o.id)""".replace("{differs}", AttributeDifferences.any(Attribute.TABLE_ANNOTATION)));
    }

    private void describedAttributes() {
        sql.execute("""
                INSERT INTO diff_attribute
                SELECT 'changed', o.id, NULL, a.attribute, a.before, a.after
                FROM diff_table d
                JOIN catalog_table o ON o.connection_id = :connection AND o.id = d.id
                JOIN staged_table s ON s.run_id = :run AND s.name_key = d.name_key AND s.hash <> o.hash
                CROSS JOIN LATERAL ({rows}) a
                WHERE (d.kind = 'changed' OR d.kind = 'renamed' AND a.attribute <> 'name')
                    AND a.before IS DISTINCT FROM a.after""".replace("{rows}", AttributeDifferences.rows(Attribute.TABLE, ":ignoredTableKeys")));
    }

    /**
     * The first annotations of a row are no change: nobody has changed what was not read before. Nor are the first of its
     * record types, where it had some and nothing was read of them.
     */
    private void annotatedAttributes() {
        sql.execute("""
                INSERT INTO diff_attribute
                SELECT 'changed', o.id, NULL, a.attribute, a.before, a.after
                FROM diff_table d
                JOIN catalog_table o ON o.connection_id = :connection AND o.id = d.id AND o.annotated
                JOIN staged_table_note s ON s.run_id = :run AND s.name_key = d.name_key
                CROSS JOIN LATERAL ({rows}) a
                WHERE d.kind IN ('changed', 'renamed') AND a.before IS DISTINCT FROM a.after
                    AND NOT (a.attribute = 'recordTypes' AND a.before = '[]' AND o.record_types <> '[]')""".replace("{rows}", AttributeDifferences.rows(Attribute.TABLE_ANNOTATION, "")));
    }
}
