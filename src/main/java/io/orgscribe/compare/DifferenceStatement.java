package io.orgscribe.compare;

import io.orgscribe.catalog.Attribute;
import io.orgscribe.catalog.AttributeDifferences;
import io.orgscribe.catalog.ContentHash;

/**
 * The statement for the differences of some tables and their columns: the comparison of attributes is that of a reconcile.
 * It binds the ids {@code :lefts} and {@code :rights} of tables side by side, 0 where there is none, and {@code :names}.
 * Relies on indexes catalog_column_name and catalog_column_history_rev.
 */
final class DifferenceStatement {

    private static final String STATES = "v.id, v.connection_id, v.name_key, v.hash, v.hidden, v.annotated";
    private static final String TABLE_COLUMNS = STATES + ", " + Attribute.columns(Attribute.TABLE, "v.") + ", "
            + Attribute.columns(Attribute.TABLE_ANNOTATION, "v.");
    private static final String COLUMN_COLUMNS = STATES + ", v.table_id, v.roll_up, "
            + Attribute.columns(Attribute.COLUMN, "v.") + ", " + Attribute.columns(Attribute.COLUMN_ANNOTATION, "v.");

    private static final String SQL = """
            WITH pair AS MATERIALIZED (
                SELECT * FROM unnest(CAST(:lefts AS bigint[]), CAST(:rights AS bigint[])) WITH ORDINALITY p (l, r, nr)
            ), old_table AS MATERIALIZED (
                SELECT p.nr, x.* FROM pair p JOIN {leftTables} x ON x.id = p.l
            ), new_table AS MATERIALIZED (
                SELECT p.nr, x.* FROM pair p JOIN {rightTables} x ON x.id = p.r
            ), old_column AS MATERIALIZED (
                SELECT p.nr, x.* FROM pair p JOIN {leftColumns} x ON x.table_id = p.l WHERE p.r > 0
            ), new_column AS MATERIALIZED (
                SELECT p.nr, x.* FROM pair p JOIN {rightColumns} x ON x.table_id = p.r WHERE p.l > 0
            ), name AS MATERIALIZED (
                SELECT n.nr, n.field, n.parent, to_jsonb(n.left) AS before, to_jsonb(n.right) AS after
                FROM jsonb_to_recordset(CAST(:names AS jsonb)) n (nr bigint, field text, parent text, "left" text, "right" text)
            )
            SELECT d.nr, d.name, d.kind, d.attribute, CAST(d.before AS text), CAST(d.after AS text)
            FROM (
                SELECT o.nr, CAST(NULL AS text) AS name, '' AS name_key, 'onlyLeft' AS kind, CAST(NULL AS text) AS attribute,
                    jsonb_build_object('kind', o.kind, 'label', o.label) AS before, CAST(NULL AS jsonb) AS after
                FROM old_table o LEFT JOIN new_table s ON s.nr = o.nr WHERE s.nr IS NULL
                UNION ALL
                SELECT s.nr, NULL, '', 'onlyRight', NULL, NULL, jsonb_build_object('kind', s.kind, 'label', s.label)
                FROM new_table s LEFT JOIN old_table o ON o.nr = s.nr WHERE o.nr IS NULL
                UNION ALL
                SELECT o.nr, NULL, '', 'different', a.attribute, a.before, a.after
                FROM old_table o
                JOIN new_table s ON s.nr = o.nr
                    AND (o.hash <> s.hash OR o.hidden <> s.hidden OR o.annotated AND s.annotated AND {tableNotesDiffer})
                CROSS JOIN LATERAL (
                    SELECT * FROM ({tableAttributes}) d WHERE o.hash <> s.hash
                    UNION ALL
                    SELECT * FROM ({tableNotes}) n WHERE o.annotated AND s.annotated AND NOT (n.attribute = 'recordTypes'
                        AND (o.record_type_notes = '[]' AND o.record_types <> '[]'
                            OR s.record_type_notes = '[]' AND s.record_types <> '[]'))
                    UNION ALL SELECT 'hidden', to_jsonb(o.hidden), to_jsonb(s.hidden)) a
                WHERE a.before IS DISTINCT FROM a.after
                UNION ALL
                SELECT o.nr, o.name, o.name_key, 'onlyLeft', NULL, jsonb_build_object('type', o.type, 'label', o.label), NULL
                FROM old_column o LEFT JOIN new_column s ON s.nr = o.nr AND s.name_key = o.name_key WHERE s.nr IS NULL
                UNION ALL
                SELECT s.nr, s.name, s.name_key, 'onlyRight', NULL, NULL, jsonb_build_object('type', s.type, 'label', s.label)
                FROM new_column s LEFT JOIN old_column o ON o.nr = s.nr AND o.name_key = s.name_key WHERE o.nr IS NULL
                UNION ALL
                SELECT o.nr, s.name, o.name_key, 'different', a.attribute, a.before, a.after
                FROM old_column o
                JOIN new_column s ON s.nr = o.nr AND s.name_key = o.name_key
                    AND (o.hash <> s.hash OR o.hidden <> s.hidden OR o.roll_up IS DISTINCT FROM s.roll_up
                        OR o.annotated AND s.annotated AND {columnNotesDiffer}
                        OR EXISTS (SELECT FROM name n WHERE n.nr = o.nr AND n.field = o.name_key))
                CROSS JOIN LATERAL (
                    SELECT * FROM ({columnAttributes}) d
                    WHERE o.hash <> s.hash AND o.hash <> {neverDescribed} AND s.hash <> {neverDescribed}
                    UNION ALL SELECT * FROM ({columnNotes}) n WHERE o.annotated AND s.annotated
                    UNION ALL SELECT 'rollUp', nullif(o.roll_up, '{}'), nullif(s.roll_up, '{}')
                        WHERE o.roll_up IS NOT NULL AND s.roll_up IS NOT NULL
                    UNION ALL SELECT 'hidden', to_jsonb(o.hidden), to_jsonb(s.hidden)
                    UNION ALL SELECT DISTINCT 'childRelationshipName', n.before, n.after FROM name n
                        WHERE n.nr = o.nr AND n.field = o.name_key
                            AND n.parent = ANY (lower_each(o.reference_to)) AND n.parent = ANY (lower_each(s.reference_to))
                    ) a
                WHERE a.before IS DISTINCT FROM a.after
            ) d
            WHERE {differences} AND (d.attribute IS NULL OR NOT d.attribute = ANY (:ignore))
            ORDER BY d.nr, d.name_key COLLATE "C", d.attribute COLLATE "C", d.before, d.after""";

    private DifferenceStatement() {}

    static String of(Comparison comparison) {
        return SQL.replace("{tableNotesDiffer}", AttributeDifferences.anyTold(Attribute.TABLE_ANNOTATION))
                .replace("{columnNotesDiffer}", AttributeDifferences.anyTold(Attribute.COLUMN_ANNOTATION))
                .replace("{tableAttributes}", AttributeDifferences.rows(Attribute.TABLE, ":ignoredTableKeys"))
                .replace("{columnAttributes}", AttributeDifferences.rows(Attribute.COLUMN, ":ignoredColumnKeys"))
                .replace("{tableNotes}", AttributeDifferences.rows(Attribute.TABLE_ANNOTATION, ""))
                .replace("{columnNotes}", AttributeDifferences.rows(Attribute.COLUMN_ANNOTATION, ""))
                .replace("{neverDescribed}", ContentHash.NEVER_DESCRIBED)
                .replace("{leftTables}", tables(comparison.left()))
                .replace("{rightTables}", tables(comparison.right()))
                .replace("{leftColumns}", columns(comparison.left()))
                .replace("{rightColumns}", columns(comparison.right()))
                .replace("{differences}", comparison.differences());
    }

    private static String tables(Side side) {
        return side.rows("catalog_table", TABLE_COLUMNS, "v.id = ANY (:" + side.name() + "s)");
    }

    private static String columns(Side side) {
        return side.rows("catalog_column", COLUMN_COLUMNS, "v.table_id = ANY (:" + side.name() + "s)");
    }
}
