-- A table's own change was written once more for each column that came with it, in the name of whoever had added that
-- column. Of rows that are equal but for that one stays: the one of the author whom the table's version of that revision
-- names; where none is of that author, nobody is known to have made the change. A column's childRelationshipName was
-- written once for each table that it refers to: of those that are equal one stays.
CREATE TEMPORARY TABLE doubled_change ON COMMIT DROP AS
SELECT id, run_id, kind, known OR column_id IS NOT NULL AS known,
    row_number() OVER (PARTITION BY connection_id, revision, table_id, column_id, kind, attribute, before, after
        ORDER BY known DESC, changed_by NULLS FIRST, id) AS nr,
    count(*) OVER (PARTITION BY connection_id, revision, table_id, column_id, kind, attribute, before, after) AS rows
FROM (
    SELECT c.id, c.connection_id, c.revision, c.run_id, c.table_id, c.column_id, c.kind, c.attribute, c.before, c.after, c.changed_by,
        c.column_id IS NULL AND c.changed_by IS NOT NULL AND EXISTS (
            SELECT FROM (
                SELECT connection_id, id, from_rev, NULL::bigint AS to_rev, last_modified_by, last_modified_at
                FROM catalog_table
                UNION ALL
                SELECT connection_id, id, from_rev, to_rev, last_modified_by, last_modified_at
                FROM catalog_table_history
            ) v
            WHERE v.connection_id = c.connection_id AND v.id = c.table_id AND v.from_rev <= c.revision
                AND (v.to_rev IS NULL OR v.to_rev > c.revision)
                AND (v.last_modified_by, v.last_modified_at) IS NOT DISTINCT FROM (c.changed_by, c.changed_at)) AS known
    FROM catalog_change c
    WHERE c.column_id IS NULL AND c.attribute IS NOT NULL OR c.attribute = 'childRelationshipName'
) own;

DELETE FROM doubled_change WHERE rows = 1;

DELETE FROM catalog_change c USING doubled_change d WHERE c.id = d.id AND d.nr > 1;

UPDATE catalog_change c
SET changed_by = NULL, changed_at = NULL, cause = nullif(c.cause, 'edit')
FROM doubled_change d
WHERE c.id = d.id AND d.nr = 1 AND NOT d.known AND c.changed_by IS NOT NULL;

UPDATE run r SET changed = r.changed - d.changed, renamed = r.renamed - d.renamed
FROM (
    SELECT run_id, count(*) FILTER (WHERE kind = 'changed') AS changed, count(*) FILTER (WHERE kind = 'renamed') AS renamed
    FROM doubled_change WHERE nr > 1 GROUP BY run_id
) d
WHERE r.id = d.run_id;
