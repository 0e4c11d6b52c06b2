package io.orgscribe.catalog;

/**
 * Tells of each difference why there is one, as far as definitions know: a managed package, or an edit whose time and
 * author they give. To be asked before anything is written: a definition that has moved is told by what was kept of it.
 */
record ChangeCauses(Statements sql) {

    void find() {
        find("diff_table", "catalog_table", "staged_table_note", "n.name_key = d.name_key", "true");
        find(
                "diff_column",
                "catalog_column",
                "staged_column_note",
                "n.table_key = d.table_key AND n.name_key = d.name_key",
                "NOT d.table_added");
    }

    /** What has become hidden or visible nobody has edited. */
    private void find(String diff, String table, String annotations, String sameName, String condition) {
        sql.execute("""
                UPDATE {diff} x SET cause = y.cause, changed_by = y.last_modified_by, changed_at = y.last_modified_at
                FROM (
                    SELECT d.ctid AS row, n.last_modified_by, n.last_modified_at,
                        CASE WHEN coalesce(n.manageable_state, c.manageable_state) = 'installed' THEN 'package'
                            WHEN d.kind = 'added' AND n.last_modified_at IS NOT NULL
                                OR n.last_modified_at > c.last_modified_at THEN 'edit' END AS cause
                    FROM {diff} d
                    LEFT JOIN {table} c ON c.connection_id = :connection AND c.id = d.id
                    LEFT JOIN {notes} n ON n.run_id = :run AND {sameName}
                    WHERE {condition} AND d.kind NOT IN ('refreshed', 'hidden')
                        AND NOT (d.kind = 'restored' AND c.removed_at IS NULL)
                ) y
                WHERE x.ctid = y.row AND y.cause IS NOT NULL""".replace("{diff}", diff)
                .replace("{table}", table)
                .replace("{notes}", annotations)
                .replace("{sameName}", sameName)
                .replace("{condition}", condition));
    }
}
