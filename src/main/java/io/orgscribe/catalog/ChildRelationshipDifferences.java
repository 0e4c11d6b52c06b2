package io.orgscribe.catalog;

/**
 * What a reading changes of the lists of child relationships, which are kept with their tables and outside of their
 * hashes, into {@code diff_child_relationship}. Reads {@code read_table}.
 */
record ChildRelationshipDifferences(Statements sql) {

    void find() {
        lists();
        entries();
        names();
    }

    private void lists() {
        sql.execute("""
                CREATE TEMPORARY TABLE diff_child_list ON COMMIT DROP AS
                SELECT p.id AS table_id, p.name_key AS key_before, s.name_key AS key_after,
                    p.child_relationships AS before, s.child_relationships AS after
                FROM staged_table s
                JOIN read_table r ON r.name_key = s.name_key
                JOIN catalog_table p ON p.connection_id = s.connection_id AND p.id = r.table_id
                    AND p.child_hash IS DISTINCT FROM s.child_hash
                WHERE s.run_id = :run""");
    }

    /**
     * What went and what came of the lists that differ, as often as they had it. Both are unnested before they are
     * compared: User has thousands of children, and each compared with each is millions.
     */
    private void entries() {
        sql.execute("""
                CREATE TEMPORARY TABLE diff_child_relationship ON COMMIT DROP AS
                WITH before AS MATERIALIZED (
                    SELECT l.table_id, e.entry FROM diff_child_list l, child_relationship_entries(l.before) e
                ), after AS MATERIALIZED (
                    SELECT l.table_id, e.entry FROM diff_child_list l, child_relationship_entries(l.after) e
                )
                SELECT w.table_id, w.entry, false AS came FROM (SELECT * FROM before EXCEPT ALL SELECT * FROM after) w
                UNION ALL
                SELECT c.table_id, c.entry, true FROM (SELECT * FROM after EXCEPT ALL SELECT * FROM before) c""");
    }

    /**
     * A relationship's name from the parent's side is kept with the parent, but is an attribute of the column that
     * refers to it, before and afterwards: one change, however many parents change it alike. What is said of the column
     * as a whole says this, too; and of a table that is not listed any more, nothing is said before it is known to be gone.
     */
    private void names() {
        sql.execute("""
                WITH entry AS (
                    SELECT l.table_id, false AS later, e.entry
                    FROM diff_child_list l, child_relationship_entries(l.before) e
                    UNION ALL
                    SELECT l.table_id, true, e.entry FROM diff_child_list l, child_relationship_entries(l.after) e
                ), name AS (
                    SELECT table_id, lower(entry ->> 'childSObject') COLLATE "C" AS child,
                        lower(entry ->> 'field') COLLATE "C" AS field,
                        min(entry ->> 'relationshipName') FILTER (WHERE NOT later) AS before,
                        min(entry ->> 'relationshipName') FILTER (WHERE later) AS after
                    FROM entry GROUP BY 1, 2, 3
                ), renamed AS MATERIALIZED (
                    SELECT * FROM name WHERE before IS DISTINCT FROM after
                )
                INSERT INTO diff_attribute
                SELECT DISTINCT 'changed', t.id, c.id, 'childRelationshipName', to_jsonb(r.before), to_jsonb(r.after)
                FROM renamed r
                JOIN diff_child_list l USING (table_id)
                JOIN catalog_table t ON t.connection_id = :connection AND t.name_key = r.child
                    AND t.removed_at IS NULL AND NOT t.hidden
                JOIN catalog_column c ON c.connection_id = :connection AND c.table_id = t.id AND c.name_key = r.field
                    AND c.removed_at IS NULL AND NOT c.hidden
                LEFT JOIN staged_column s
                    ON s.run_id = :run AND s.table_key = t.name_key AND s.name_key = c.name_key
                WHERE l.key_before IN (SELECT lower(d.target) FROM unnest(c.reference_to) d (target))
                    AND l.key_after IN (
                        SELECT lower(d.target) FROM unnest(coalesce(s.reference_to, c.reference_to)) d (target))
                    AND (NOT :listed OR EXISTS (
                        SELECT FROM staged_object o WHERE o.run_id = :run AND o.name_key = t.name_key))
                    AND NOT EXISTS (SELECT FROM diff_table d WHERE d.id = t.id AND d.kind <> 'changed')
                    AND NOT EXISTS (SELECT FROM diff_column d WHERE d.id = c.id AND d.kind <> 'changed')""");
    }

    /** Whether more differs than members that one of two readings could not have had. */
    boolean matter() {
        return sql.single("""
                SELECT EXISTS (
                    SELECT FROM diff_child_relationship d
                    LEFT JOIN (
                        SELECT table_id, array_agg(key) AS keys
                        FROM (
                            SELECT table_id, key FROM diff_child_relationship, jsonb_object_keys(entry) key
                            WHERE NOT :sameReading
                            GROUP BY table_id, key HAVING bool_and(came) OR NOT bool_or(came)
                        ) k
                        GROUP BY table_id
                    ) ignored USING (table_id)
                    GROUP BY table_id, d.entry - coalesce(ignored.keys, '{}')
                    HAVING count(*) <> 2 * count(*) FILTER (WHERE d.came))""", Boolean.class);
    }

    /**
     * Down to the last member, so that the list can be told as of any revision. Also where no revision is needed: what
     * has then changed of a list comes with the next one.
     */
    void write() {
        sql.execute("""
                INSERT INTO catalog_child_relationship_delta (connection_id, table_id, revision, went, came)
                SELECT :connection, table_id, :revision,
                    coalesce(jsonb_agg(entry ORDER BY entry) FILTER (WHERE NOT came), '[]'),
                    coalesce(jsonb_agg(entry ORDER BY entry) FILTER (WHERE came), '[]')
                FROM diff_child_relationship
                GROUP BY table_id ORDER BY table_id""");
    }
}
