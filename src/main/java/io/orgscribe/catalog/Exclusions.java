package io.orgscribe.catalog;

/**
 * What the connection's filter leaves out now, or lets in again. Neither is a change of the org; but lists as of a time
 * answer by the filter of then, so that it makes a revision.
 */
record Exclusions(Statements sql) {

    /** Into {@code diff_exclusion}. */
    void find() {
        sql.execute("""
                CREATE TEMPORARY TABLE diff_exclusion ON COMMIT DROP AS
                SELECT t.id AS table_id, o.included
                FROM staged_object o
                JOIN catalog_table t ON t.connection_id = :connection AND t.name_key = o.name_key
                LEFT JOIN catalog_exclusion e
                    ON e.connection_id = :connection AND e.table_id = t.id AND e.to_rev IS NULL
                WHERE :listed AND o.run_id = :run AND o.included = (e.table_id IS NOT NULL)""");
    }

    /** A replica of the version before may have left a table out already, and noted only when. */
    void write() {
        sql.execute("""
                INSERT INTO catalog_exclusion (connection_id, table_id, from_rev)
                SELECT :connection, d.table_id, coalesce((
                        SELECT r.revision FROM catalog_revision r
                        WHERE r.connection_id = :connection AND r.at <= t.excluded_at
                        ORDER BY r.at DESC LIMIT 1), :revision)
                FROM diff_exclusion d
                JOIN catalog_table t ON t.connection_id = :connection AND t.id = d.table_id
                WHERE NOT d.included""");
        sql.execute("""
                UPDATE catalog_exclusion e SET to_rev = :revision
                FROM diff_exclusion d
                WHERE d.included AND e.connection_id = :connection AND e.table_id = d.table_id AND e.to_rev IS NULL""");
        sql.execute("""
                UPDATE catalog_table t
                SET excluded_at = CASE WHEN d.included THEN NULL ELSE coalesce(t.excluded_at, CAST(:at AS timestamptz)) END
                FROM diff_exclusion d
                WHERE t.connection_id = :connection AND t.id = d.table_id""");
    }
}
