package io.orgscribe.search;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import io.orgscribe.catalog.Statements;
import io.orgscribe.search.SearchAnswer.Type;
import io.orgscribe.search.SearchTerm.Place;

/**
 * Puts what was found in order: equal to what is looked for, beginning with it, having it in a name or label, having it in
 * a text; then what is there before what is hidden or gone, tables before columns, custom before standard.
 */
final class SearchRank {

    /** Of custom names, which nobody types. */
    private static final List<String> SUFFIXES = List.of("c", "mdt", "e", "b", "x", "kav", "share", "history", "feed");

    /** Each is folded once: to do so takes longer than all the rest. */
    private static final String FOLDED = """
            CROSS JOIN LATERAL (
                SELECT search_names({row}.name, NULL) AS name, coalesce(search_names({row}.label, NULL), '') AS label,
                    coalesce(search_names({plural}, NULL), '') AS plural OFFSET 0) s""";

    private static final String CLASS = """
            CASE WHEN s.name = :squeezed OR {row}.custom AND s.name = ANY (:custom) OR s.label = :whole THEN 0
                WHEN starts_with(s.name, :squeezed) OR starts_with(s.label, :whole) THEN 1
                WHEN {inNames} THEN 2 ELSE 3 END""";

    private static final String SQL = """
            WITH found AS MATERIALIZED (SELECT DISTINCT of_column, id FROM {candidates} c)
            SELECT i.type, i.id, i.connection_id, i.kind
            FROM (
                SELECT 'COLUMN' AS type, x.id, x.connection_id, t.kind, x.name, x.custom, {columnClass} AS class,
                    coalesce(x.removed_at, t.removed_at) IS NOT NULL OR x.hidden AS unseen
                FROM found f
                JOIN catalog_column x ON x.id = f.id
                JOIN catalog_table t ON t.connection_id = x.connection_id AND t.id = x.table_id
                {columnNames}
                WHERE f.of_column
                UNION ALL
                SELECT 'TABLE', t.id, t.connection_id, t.kind, t.name, t.custom, {tableClass},
                    t.removed_at IS NOT NULL OR t.hidden
                FROM found f
                JOIN catalog_table t ON t.id = f.id
                {tableNames}
                WHERE NOT f.of_column
            ) i
            JOIN connection n ON n.id = i.connection_id
            ORDER BY i.class, i.unseen, i.type DESC, i.custom DESC, lower(n.name), lower(i.name), i.id""";

    private SearchRank() {}

    /** An item by its place. */
    record Ranked(Type type, long id, UUID connection, String kind) {}

    /** What is looked for as a whole, with and without blanks. */
    static Map<String, Object> parameters(List<SearchWord> words) {
        String whole = words.stream()
                .filter(word -> word.term().place() != Place.TABLE)
                .map(SearchWord::folded)
                .collect(Collectors.joining(" "));
        String squeezed = whole.replace(" ", "");
        return Map.of(
                "whole",
                whole,
                "squeezed",
                squeezed,
                "custom",
                SUFFIXES.stream().map(suffix -> squeezed + suffix).toArray(String[]::new));
    }

    static List<Ranked> read(Statements sql, String candidates, List<SearchWord> words) {
        return sql
                .rows(SQL.replace("{candidates}", candidates)
                        .replace("{columnNames}", FOLDED.replace("{row}", "x").replace("{plural}", "NULL"))
                        .replace("{tableNames}", FOLDED.replace("{row}", "t").replace("{plural}", "t.label_plural"))
                        .replace(
                                "{columnClass}", CLASS.replace("{row}", "x").replace("{inNames}", inNames(words, true)))
                        .replace(
                                "{tableClass}",
                                CLASS.replace("{row}", "t").replace("{inNames}", inNames(words, false))))
                .stream()
                .map(row -> new Ranked(Type.valueOf((String) row[0]), (Long) row[1], (UUID) row[2], (String) row[3]))
                .toList();
    }

    /** All words are in names, of a column also in that of its table. */
    private static String inNames(List<SearchWord> words, boolean ofColumn) {
        return words.stream()
                .map(word -> "(" + word.inNames("(s.name || ' ' || s.label || ' ' || s.plural)")
                        + (ofColumn ? " OR " + word.inTable() : "") + ")")
                .collect(Collectors.joining(" AND "));
    }
}
