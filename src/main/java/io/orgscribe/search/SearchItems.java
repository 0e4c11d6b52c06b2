package io.orgscribe.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.hibernate.StatelessSession;

import io.orgscribe.catalog.Statements;
import io.orgscribe.search.SearchAnswer.SearchItem;
import io.orgscribe.search.SearchAnswer.Type;
import io.orgscribe.search.SearchRank.Ranked;

/** Reads what is shown of found items: what they are, and which of their texts has the most of the words. */
record SearchItems(StatelessSession session, List<SearchWord> words) {

    /** Of a longer text the rest is not looked at, nor is it searched. */
    private static final String TEXT = "left({text}, 100000)";

    private static final String COLUMNS = """
            SELECT x.id, x.connection_id, n.name AS connection, x.table_id, t.name AS "table", x.name, x.label, t.kind, x.hidden,
                coalesce(x.removed_at, t.removed_at) IS NOT NULL, m.matched,
                CASE m.matched WHEN 'name' THEN x.name WHEN 'label' THEN x.label WHEN 'helpText' THEN {help}
                    WHEN 'description' THEN {description} WHEN 'formula' THEN {formula} ELSE {picklist} END
            FROM catalog_column x
            JOIN catalog_table t ON t.connection_id = x.connection_id AND t.id = x.table_id
            JOIN connection n ON n.id = x.connection_id
            CROSS JOIN LATERAL (
                SELECT search_names(x.name, NULL) AS name, search_names(x.label, NULL) AS label,
                    search_words(x.help_text) AS help, search_words(x.description) AS description,
                    search_words(x.formula) AS formula OFFSET 0) s
            CROSS JOIN LATERAL (
                SELECT f.matched FROM (VALUES (1, 'name', {inName}), (2, 'label', {inLabel}), (3, 'helpText', {inHelp}),
                    (4, 'description', {inDescription}), (5, 'formula', {inFormula}), (6, 'picklist', {inPicklist})
                ) f (nr, matched, words)
                ORDER BY f.words DESC, f.nr LIMIT 1) m
            WHERE x.id = ANY (:ids)""".replace("{help}", TEXT.replace("{text}", "x.help_text"))
            .replace("{description}", TEXT.replace("{text}", "x.description"))
            .replace("{formula}", TEXT.replace("{text}", "x.formula"))
            .replace("{picklist}", """
                    left((SELECT string_agg(coalesce(e.entry ->> 'label', e.entry ->> 'value'), ', ' ORDER BY e.nr)
                     FROM catalog_picklist p, jsonb_array_elements(p.entries) WITH ORDINALITY e (entry, nr)
                     WHERE p.connection_id = x.connection_id AND p.hash = x.picklist), 100000)""");

    private static final String TABLES = """
            SELECT t.id, t.connection_id, n.name, t.id, t.name, t.name, t.label, t.kind, t.hidden, t.removed_at IS NOT NULL,
                m.matched, CASE m.matched WHEN 'name' THEN t.name WHEN 'label' THEN t.label ELSE {description} END
            FROM catalog_table t
            JOIN connection n ON n.id = t.connection_id
            CROSS JOIN LATERAL (
                SELECT search_names(t.name, NULL) AS name, search_names(t.label, NULL) AS label,
                    search_words(t.description) AS description OFFSET 0) s
            CROSS JOIN LATERAL (
                SELECT f.matched FROM (VALUES (1, 'name', {inName}), (2, 'label', {inLabel}),
                    (3, 'description', {inDescription})) f (nr, matched, words)
                ORDER BY f.words DESC, f.nr LIMIT 1) m
            WHERE t.id = ANY (:ids)""".replace("{description}", TEXT.replace("{text}", "t.description"));

    /** In their order; what has gone meanwhile is left out. */
    List<SearchItem> read(List<Ranked> ranked) {
        Map<Ranked, SearchItem> items = new HashMap<>();
        read(Type.COLUMN, COLUMNS.replace("{inPicklist}", count(word -> word.inPicklist())), ranked, items);
        read(Type.TABLE, TABLES, ranked, items);
        return ranked.stream().filter(items::containsKey).map(items::get).toList();
    }

    private void read(Type type, String sql, List<Ranked> ranked, Map<Ranked, SearchItem> items) {
        Map<Long, Ranked> wanted =
                ranked.stream().filter(item -> item.type() == type).collect(Collectors.toMap(Ranked::id, item -> item));
        if (wanted.isEmpty()) {
            return;
        }
        Map<String, Object> parameters = new HashMap<>();
        words.forEach(word -> parameters.putAll(word.parameters()));
        parameters.put("ids", wanted.keySet().toArray(Long[]::new));
        new Statements(session, parameters)
                .rows(sql.replace("{inName}", count(word -> word.inNames("s.name")))
                        .replace("{inLabel}", count(word -> word.inNames("s.label")))
                        .replace("{inHelp}", count(word -> word.inWords("s.help")))
                        .replace("{inDescription}", count(word -> word.inWords("s.description")))
                        .replace("{inFormula}", count(word -> word.inWords("s.formula"))))
                .forEach(values -> items.put(wanted.get((Long) values[0]), item(type, values)));
    }

    /** How many of the words are there. */
    private String count(Function<SearchWord, String> condition) {
        return words.stream()
                .map(word -> "coalesce(CAST(" + condition.apply(word) + " AS integer), 0)")
                .collect(Collectors.joining(" + "));
    }

    private SearchItem item(Type type, Object[] values) {
        String text = (String) values[11];
        return new SearchItem(
                type,
                values[0].toString(),
                ((UUID) values[1]).toString(),
                (String) values[2],
                values[3].toString(),
                (String) values[4],
                (String) values[5],
                (String) values[6],
                (String) values[7],
                (Boolean) values[8],
                (Boolean) values[9],
                (String) values[10],
                Snippet.of(
                        text == null ? "" : text,
                        words.stream().map(word -> word.term().text()).toList()));
    }
}
