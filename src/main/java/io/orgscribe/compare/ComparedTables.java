package io.orgscribe.compare;

import java.util.List;

import io.orgscribe.catalog.Statements;

/** The tables of both sides, by name. Relies on indexes catalog_table_name and catalog_table_history_to. */
record ComparedTables(List<TablePair> pairs, long leftOut) {

    private static final String SQL = """
            SELECT d.name_key, d.name, coalesce(d.l, 0), coalesce(d.r, 0), d.left_out
            FROM (
                SELECT coalesce(l.name_key, r.name_key) AS name_key, coalesce(r.name, l.name) AS name, l.id AS l, r.id AS r,
                    coalesce(l.left_out, false) OR coalesce(r.left_out, false) AS left_out
                FROM {left} l FULL JOIN {right} r ON r.name_key = l.name_key
            ) d
            WHERE {tables}
            ORDER BY d.name_key COLLATE "C\"""";

    static ComparedTables read(Statements sql, Comparison comparison) {
        List<Object[]> rows = sql.rows(SQL.replace("{left}", side(comparison.left()))
                .replace("{right}", side(comparison.right()))
                .replace("{tables}", comparison.tables()));
        return new ComparedTables(
                rows.stream()
                        .filter(row -> !(Boolean) row[4])
                        .map(row -> new TablePair((String) row[0], (String) row[1], (Long) row[2], (Long) row[3]))
                        .toList(),
                rows.stream().filter(row -> (Boolean) row[4]).count());
    }

    private static String side(Side side) {
        return """
                (SELECT t.*, EXISTS (
                     SELECT FROM catalog_exclusion e
                     WHERE e.connection_id = :{name}Connection AND e.table_id = t.id AND {inPlace}) AS left_out
                 FROM {rows} t)""".replace("{rows}", side.rows("catalog_table", "v.id, v.name, v.name_key", "true"))
                .replace("{inPlace}", side.asOf().inPlace("e"))
                .replace("{name}", side.name());
    }

    List<TablePair> ofBoth() {
        return pairs.stream()
                .filter(pair -> pair.left() > 0 && pair.right() > 0)
                .toList();
    }
}
