package io.orgscribe.compare;

import java.util.List;

import io.orgscribe.catalog.Statements;

/** The tables of both sides, by name. Relies on indexes catalog_table_name and catalog_table_history_to. */
record ComparedTables(List<TablePair> pairs, long leftOut) {

    private static final String SQL = """
            SELECT d.name_key, d.name, coalesce(d.l, 0), coalesce(d.r, 0), d.left_out
            FROM (
                SELECT coalesce(l.name_key, r.name_key) AS name_key, coalesce(r.name, l.name) AS name, l.id AS l, r.id AS r,
                    coalesce(l.left_out, {neverLeft}) OR coalesce(r.left_out, {neverRight}) AS left_out
                FROM {left} l FULL JOIN {right} r ON r.name_key = l.name_key
            ) d
            WHERE {tables}
            ORDER BY d.name_key COLLATE "C\"""";

    /**
     * Whether a connection's filter has never let a table in that the other side has. Which tables have no records there
     * nobody knows, nor what was let in by an earlier filter.
     */
    private static final String NEVER = """
            (SELECT :leftConnection <> :rightConnection AND (f.filter_with_records_only
                 OR f.filter_kinds <> '{}' AND NOT {other}.kind = ANY (f.filter_kinds)
                 OR f.filter_customizable_only AND NOT coalesce({other}.customizable, true)
                 OR f.filter_include <> '{}' AND NOT EXISTS (
                     SELECT FROM unnest(f.filter_include) g (glob) WHERE {other}.name_key LIKE {pattern})
                 OR EXISTS (SELECT FROM unnest(f.filter_exclude) g (glob) WHERE {other}.name_key LIKE {pattern}))
             FROM connection f WHERE f.id = :{side}Connection)""".replace("{pattern}", """
                    translate(replace(replace(replace(lower(g.glob), '\\', '\\\\'), '%', '\\%'), '_', '\\_'), '*?', '%_')""");

    static ComparedTables read(Statements sql, Comparison comparison) {
        List<Object[]> rows = sql.rows(SQL.replace(
                        "{neverLeft}", NEVER.replace("{side}", "left").replace("{other}", "r"))
                .replace("{neverRight}", NEVER.replace("{side}", "right").replace("{other}", "l"))
                .replace("{left}", side(comparison.left()))
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
                 FROM {rows} t)""".replace(
                        "{rows}",
                        side.rows("catalog_table", "v.id, v.name, v.name_key, v.kind, v.customizable", "true"))
                .replace("{inPlace}", side.asOf().inPlace("e"))
                .replace("{name}", side.name());
    }

    List<TablePair> ofBoth() {
        return pairs.stream()
                .filter(pair -> pair.left() > 0 && pair.right() > 0)
                .toList();
    }
}
