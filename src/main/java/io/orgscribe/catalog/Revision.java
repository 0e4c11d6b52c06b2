package io.orgscribe.catalog;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Writes the differences that were found into the catalog as its next revision. */
record Revision(Statements sql) {

    private static final String HIDDEN_REASON = "CASE WHEN d.hidden THEN 'not_visible_to_user' END";

    private static final String STATE = """
            from_rev = CASE d.kind WHEN 'refreshed' THEN c.from_rev ELSE :revision END,
            removed_at = CASE d.kind WHEN 'removed' THEN CAST(:at AS timestamptz) END,
            hidden = d.hidden, hidden_reason = {reason}""".replace("{reason}", HIDDEN_REASON);

    /** Whether there is anything that readers of the catalog would see as changed. */
    boolean needed() {
        return new ChildRelationshipDifferences(sql).matter() || sql.single("""
                SELECT EXISTS (SELECT FROM diff_table WHERE kind <> 'refreshed')
                    OR EXISTS (SELECT FROM diff_column WHERE kind <> 'refreshed')
                    OR EXISTS (SELECT FROM diff_attribute)
                    OR EXISTS (SELECT FROM diff_exclusion)""", Boolean.class);
    }

    /** The rows; what differs without meaning is rewritten in place, also where no revision is needed. */
    void write(boolean needed) {
        if (needed) {
            moveToHistory("catalog_table", "diff_table");
            moveToHistory("catalog_column", "diff_column");
        }
        rewriteTables();
        rewriteColumns();
        new ChildRelationshipDifferences(sql).write();
        if (needed) {
            addColumns();
            addHiddenColumns();
            recordCounts();
            new Exclusions(sql).write();
        }
        positions();
    }

    /** The revision itself and, unless it is the first, what it changes. */
    void record(boolean baseline) {
        if (baseline) {
            unread();
        } else {
            new Changes(sql).write();
        }
        sql.execute("""
                INSERT INTO catalog_revision (connection_id, revision, run_id, at)
                VALUES (:connection, :revision, :run, :at)""");
        sql.execute("""
                UPDATE catalog_head SET revision = :revision, run_id = :run, at = :at
                WHERE connection_id = :connection""");
    }

    private void moveToHistory(String table, String diff) {
        sql.execute("""
                INSERT INTO {table}_history
                SELECT :revision, c.* FROM {table} c JOIN {diff} d ON d.id = c.id
                WHERE c.connection_id = :connection AND d.kind NOT IN ('added', 'refreshed')""".replace("{table}", table).replace("{diff}", diff));
    }

    private void rewriteTables() {
        sql.execute("""
                UPDATE catalog_table c
                SET {state}, hash = coalesce(s.hash, c.hash), {described},
                    annotated = c.annotated OR n.run_id IS NOT NULL, {noted}
                FROM diff_table d
                LEFT JOIN staged_table s ON s.run_id = :run AND s.name_key = d.name_key
                LEFT JOIN staged_table_note n ON n.run_id = :run AND n.name_key = d.name_key
                WHERE c.connection_id = :connection AND d.id = c.id AND d.kind <> 'added'""".replace("{state}", STATE)
                .replace("{described}", staged(Attribute.TABLE, "s", Revision::asItIs))
                .replace("{noted}", staged(Attribute.TABLE_ANNOTATION, "n", Revision::asItIs)));
        sql.execute("""
                UPDATE catalog_table t SET child_relationships = s.child_relationships, child_hash = s.child_hash
                FROM staged_table s
                WHERE s.run_id = :run AND t.connection_id = s.connection_id AND t.name_key = s.name_key
                    AND t.child_hash IS DISTINCT FROM s.child_hash""");
    }

    private void rewriteColumns() {
        sql.execute("""
                UPDATE catalog_column c
                SET {state}, hash = coalesce(s.hash, c.hash), {described},
                    annotated = c.annotated OR n.run_id IS NOT NULL, roll_up = coalesce(n.roll_up, c.roll_up), {noted}
                FROM diff_column d
                LEFT JOIN staged_column s ON s.run_id = :run AND s.table_key = d.table_key AND s.name_key = d.name_key
                LEFT JOIN {notes} n ON n.table_key = d.table_key AND n.name_key = d.name_key
                WHERE c.connection_id = :connection AND d.id = c.id AND d.kind <> 'added'""".replace("{state}", STATE)
                .replace("{described}", staged(Attribute.COLUMN, "s", Revision::asDefined))
                .replace("{noted}", staged(Attribute.COLUMN_ANNOTATION, "n", Revision::asItIs))
                .replace("{notes}", ColumnDifferences.NOTES));
    }

    /** As staged in the row where there is one, else as {@code otherwise} says. */
    private static <R> String staged(List<Attribute<R>> attributes, String row, UnaryOperator<String> otherwise) {
        return attributes.stream()
                .map(a -> "{c} = CASE WHEN {row}.run_id IS NULL THEN {otherwise} ELSE {row}.{c} END"
                        .replace("{otherwise}", otherwise.apply(a.column()))
                        .replace("{row}", row)
                        .replace("{c}", a.column()))
                .collect(Collectors.joining(", "));
    }

    private static String asItIs(String column) {
        return "c." + column;
    }

    /** A definition names what was renamed unseen, and tells the rest of what no describe has ever shown. */
    private static String asDefined(String column) {
        boolean told =
                Attribute.COLUMN_UNDESCRIBED.stream().anyMatch(a -> a.column().equals(column));
        if (!told) {
            return asItIs(column);
        }
        return "CASE WHEN n.run_id IS NULL OR NOT ({condition}) THEN c.{c} ELSE n.{c} END"
                .replace("{condition}", column.equals("name") ? "true" : "c.hash = " + ContentHash.NEVER_DESCRIBED)
                .replace("{c}", column);
    }

    /** In staging's order, which is by table: sorting hundreds of thousands of rows would be most of the work. */
    private void addColumns() {
        sql.execute("""
                INSERT INTO catalog_column (connection_id, table_id, from_rev, first_seen_at, hash, position,
                    annotated, roll_up, {columns}, {noteColumns})
                SELECT s.connection_id, d.table_id, :revision, :at, s.hash, s.position,
                    n.run_id IS NOT NULL, n.roll_up, {staged}, {noted}
                FROM staged_column s
                JOIN diff_column d ON d.table_key = s.table_key AND d.name_key = s.name_key AND d.kind = 'added'
                LEFT JOIN {notes} n ON n.table_key = s.table_key AND n.name_key = s.name_key
                WHERE s.run_id = :run""".replace("{columns}", Attribute.columns(Attribute.COLUMN, ""))
                .replace("{noteColumns}", Attribute.columns(Attribute.COLUMN_ANNOTATION, ""))
                .replace("{staged}", Attribute.columns(Attribute.COLUMN, "s."))
                .replace("{noted}", Attribute.columnsOrEmpty(Attribute.COLUMN_ANNOTATION, "n."))
                .replace("{notes}", ColumnDifferences.NOTES));
    }

    /** Made of what the definition tells: only custom ones have an id. They come last until they are moved. */
    private void addHiddenColumns() {
        sql.execute("""
                INSERT INTO catalog_column (connection_id, table_id, from_rev, first_seen_at, hash, position,
                    nullable, is_unique, external_id, primary_key, custom, calculated, master_detail,
                    hidden, hidden_reason, annotated, roll_up, {undescribed}, {noteColumns})
                SELECT n.connection_id, d.table_id, :revision, :at, {neverDescribed}, {last},
                    true, false, false, false, n.durable_id IS NOT NULL, false, false,
                    true, {reason}, true, n.roll_up, {staged}, {noted}
                FROM {notes} n
                JOIN diff_column d ON d.table_key = n.table_key AND d.name_key = n.name_key
                    AND d.kind = 'added' AND d.hidden
                ORDER BY d.table_id, n.name_key""".replace("{undescribed}", Attribute.columns(Attribute.COLUMN_UNDESCRIBED, ""))
                .replace("{noteColumns}", Attribute.columns(Attribute.COLUMN_ANNOTATION, ""))
                .replace("{neverDescribed}", ContentHash.NEVER_DESCRIBED)
                .replace("{last}", String.valueOf(Integer.MAX_VALUE))
                .replace("{reason}", HIDDEN_REASON)
                .replace("{staged}", Attribute.columns(Attribute.COLUMN_UNDESCRIBED, "n."))
                .replace("{noted}", Attribute.columns(Attribute.COLUMN_ANNOTATION, "n."))
                .replace("{notes}", ColumnDifferences.NOTES));
    }

    /**
     * In place, and only where a column has come, gone or moved: one field put in moves all behind it. What no describe
     * places comes last.
     */
    private void positions() {
        sql.execute("""
                UPDATE catalog_column c SET position = p.position
                FROM (
                    SELECT l.id,
                        row_number() OVER (
                            PARTITION BY l.table_id ORDER BY s.position NULLS LAST, l.position, l.name_key) - 1 AS position
                    FROM (SELECT table_id, table_key FROM diff_column
                          WHERE NOT table_added AND kind IN ('added', 'removed', 'restored', 'hidden', 'renamed')
                              OR kind = 'added' AND hidden
                          UNION
                          SELECT r.table_id, r.name_key
                          FROM staged_column s
                          JOIN read_table r ON r.name_key = s.table_key AND NOT r.added
                          JOIN catalog_column m ON m.connection_id = :connection AND m.table_id = r.table_id
                              AND m.name_key = s.name_key AND m.position <> s.position
                          WHERE s.run_id = :run) d
                    JOIN catalog_column l ON l.connection_id = :connection AND l.table_id = d.table_id
                        AND l.removed_at IS NULL
                    LEFT JOIN staged_column s
                        ON s.run_id = :run AND s.table_key = d.table_key AND s.name_key = l.name_key
                ) p
                WHERE c.connection_id = :connection AND c.id = p.id AND c.position <> p.position""");
    }

    /** They go by name, and so with the table to its new one. */
    private void recordCounts() {
        sql.execute("""
                UPDATE catalog_record_count r SET name_key = lower(a.after #>> '{}')
                FROM diff_attribute a
                WHERE a.kind = 'renamed' AND a.column_id IS NULL AND r.connection_id = :connection
                    AND r.name_key = lower(a.before #>> '{}')
                    AND NOT EXISTS (
                        SELECT FROM catalog_record_count n
                        WHERE n.connection_id = :connection AND n.name_key = lower(a.after #>> '{}') AND n.day = r.day)""");
    }

    /** What a baseline lists and does not bring was there all the same. */
    private void unread() {
        sql.execute("""
                UPDATE catalog_head SET unread = ARRAY(
                    SELECT o.name_key FROM staged_object o
                    WHERE o.run_id = :run AND NOT EXISTS (
                        SELECT FROM staged_table s WHERE s.run_id = :run AND s.name_key = o.name_key))
                WHERE connection_id = :connection""");
    }
}
