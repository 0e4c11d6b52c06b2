package io.orgscribe.catalog;

/** What the next run can ask Salesforce with, kept with the catalog that it is about, in one transaction. */
record ValidatorRow(Statements sql) {

    private static final String TABLES = """
            SELECT coalesce(jsonb_object_agg(t.name_key, x.last_modified), '{}')
            FROM catalog_table t
            LEFT JOIN staged_table s ON s.run_id = :run AND s.name_key = t.name_key
            LEFT JOIN jsonb_each_text(o.tables) k ON k.key = t.name_key
            CROSS JOIN LATERAL (SELECT CASE WHEN s.run_id IS NULL THEN k.value ELSE s.last_modified END AS last_modified) x
            WHERE t.connection_id = :connection AND t.removed_at IS NULL AND NOT t.hidden
                AND x.last_modified IS NOT NULL""";

    /**
     * Adds what the run has brought to what still holds: of another reading nothing, of tables that are gone nothing.
     *
     * @param complete whether the catalog is now as the describes say; otherwise nothing is kept, so that the next run
     *     reads them again
     */
    void write(boolean complete) {
        sql.execute("""
                INSERT INTO describe_validator
                    (connection_id, reading, filter, global, tables, annotated_at, edited_at, pending)
                SELECT n.*
                FROM (
                    SELECT CAST(:connection AS uuid) AS connection_id, CAST(:reading AS text), CAST(:filter AS text),
                        CASE WHEN {complete} THEN
                            coalesce(CAST(:global AS text), CASE WHEN o.filter = :filter THEN o.global END, '')
                        ELSE '' END,
                        CASE WHEN {complete} THEN ({tables}) ELSE '{}' END,
                        CASE WHEN :defined THEN coalesce(CAST(:annotatedAt AS timestamptz), o.annotated_at) END,
                        coalesce(CAST(:editedAt AS timestamptz), o.edited_at),
                        CAST(:pending AS text[])
                    FROM (VALUES (1)) one
                    LEFT JOIN describe_validator o ON o.connection_id = :connection AND o.reading = :reading
                ) n
                WHERE NOT EXISTS (SELECT FROM describe_validator v WHERE v IS NOT DISTINCT FROM n)
                ON CONFLICT (connection_id) DO UPDATE SET reading = excluded.reading, filter = excluded.filter,
                    global = excluded.global, tables = excluded.tables, annotated_at = excluded.annotated_at,
                    edited_at = excluded.edited_at, pending = excluded.pending""".replace("{complete}", String.valueOf(complete)).replace("{tables}", TABLES));
    }
}
