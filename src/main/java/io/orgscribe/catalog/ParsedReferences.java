package io.orgscribe.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.orgscribe.formula.FieldPath;
import io.orgscribe.formula.FormulaParser;
import io.orgscribe.formula.ParsedFormula;

/**
 * What formulas and roll-ups say that they read, into {@code parsed_reference}: a row for each path, in lower case, or where
 * there is none to follow with the reason.
 */
record ParsedReferences(Statements sql) {

    /** Formulas are read so many at a time: each may have thousands of letters. */
    private static final int FETCH = 500;

    /** A filter may name a column of another table than the one that is summed up. */
    private static final String ROLL_UPS = """
            INSERT INTO parsed_reference (column_id, kind, path, table_key, steps, targets)
            SELECT DISTINCT d.column_id, r.kind, r.path,
                lower(CASE WHEN r.path LIKE '%.%' THEN split_part(r.path, '.', 1) ELSE c.roll_up ->> 'table' END),
                ARRAY[lower(split_part(r.path, '.', CASE WHEN r.path LIKE '%.%' THEN 2 ELSE 1 END))], ARRAY['']
            FROM reference_due d
            JOIN catalog_column c ON c.connection_id = :connection AND c.id = d.column_id AND c.removed_at IS NULL
            JOIN catalog_table t ON t.connection_id = :connection AND t.id = c.table_id AND t.removed_at IS NULL
            CROSS JOIN LATERAL (
                SELECT 'rollUp' AS kind, c.roll_up ->> 'field' AS path
                UNION ALL SELECT 'rollUp', c.roll_up ->> 'foreignKey'
                UNION ALL
                SELECT 'rollUpFilter', f.name
                FROM jsonb_path_query(c.roll_up, '$.filter[*]') AS e (entry),
                    LATERAL (VALUES (e.entry ->> 'field'), (e.entry ->> 'valueField')) AS f (name)
            ) r
            WHERE c.roll_up ->> 'table' IS NOT NULL AND r.path <> ''""";

    private static final String FORMULAS = """
            SELECT c.id, t.name_key, c.formula
            FROM reference_due d
            JOIN catalog_column c ON c.connection_id = :connection AND c.id = d.column_id AND c.removed_at IS NULL
            JOIN catalog_table t ON t.connection_id = :connection AND t.id = c.table_id AND t.removed_at IS NULL
            WHERE c.formula <> ''""";

    /** Of the columns in {@code reference_due}. */
    void read() {
        sql.execute("""
                CREATE TEMPORARY TABLE parsed_reference (
                    nr bigint GENERATED ALWAYS AS IDENTITY, column_id bigint NOT NULL, kind text NOT NULL DEFAULT 'formula', path text NOT NULL,
                    table_key text COLLATE "C" NOT NULL, steps text[] COLLATE "C" NOT NULL DEFAULT '{}',
                    targets text[] COLLATE "C" NOT NULL DEFAULT '{}', reason text NOT NULL DEFAULT '') ON COMMIT DROP""");
        sql.execute(ROLL_UPS);
        CopyRows rows = new CopyRows();
        try (Stream<Object[]> formulas =
                sql.query(FORMULAS, Object[].class).setFetchSize(FETCH).getResultStream()) {
            formulas.forEach(row -> formula(rows, (Long) row[0], (String) row[1], (String) row[2]));
        }
        copy(rows);
        sql.execute("ANALYZE parsed_reference");
    }

    private static void formula(CopyRows rows, long column, String table, String formula) {
        ParsedFormula parsed = FormulaParser.parse(formula);
        for (FieldPath path : parsed.paths()) {
            rows.add(
                    List.of(column, path.text(), lower(path.table() == null ? table : path.table())),
                    List.of(
                            path.steps().stream()
                                    .map(step -> lower(step.name()))
                                    .toList(),
                            path.steps().stream()
                                    .map(step -> step.target() == null ? "" : lower(step.target()))
                                    .toList(),
                            ""));
        }
        for (String global : parsed.globals()) {
            rows.add(List.of(column, global, ""), List.of(List.of(), List.of(), References.NOT_A_COLUMN));
        }
        if (parsed instanceof ParsedFormula.Unparsable unparsable) {
            String message = unparsable.reason() + ", at " + (unparsable.position() + 1);
            rows.add(List.of(column, message, ""), List.of(List.of(), List.of(), References.UNPARSABLE));
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private void copy(CopyRows rows) {
        sql.session().doWork(connection -> {
            try {
                rows.copyInto(connection, "parsed_reference (column_id, path, table_key, steps, targets, reason)");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
