package io.orgscribe.browse;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a list consists of, for one version of the catalog. REST's parameters, their documentation and the statement
 * follow from it.
 *
 * @param name in cursors: a cursor of one list is none of another
 * @param sources where its rows {@code x} come from; each is read and cut by itself, so that each may use its index
 * @param joins what belongs to a row, as further FROM items
 * @param columns what {@code fields} need of the row and its joins
 * @param keys what the list is ordered by; together unique
 * @param descending whether all keys descend
 * @param fields REST name to SQL over the row {@code c} of {@code columns}, evaluated only for what is sent
 * @param filters on {@code x} and its joins
 */
record Listing(
        String name,
        List<Source> sources,
        String joins,
        String columns,
        List<Key> keys,
        boolean descending,
        Map<String, String> fields,
        List<Filter> filters) {

    record Source(String table, String condition) {}

    /** @param reader from a cursor's text; a NumberFormatException says that it is no number */
    record Key(String sql, Function<String, Object> reader) {

        static Key number(String sql) {
            return new Key(sql, Long::valueOf);
        }

        static Key text(String sql) {
            return new Key(sql, text -> text);
        }
    }

    /** Current rows and history of a versioned table. */
    static List<Source> versions(String table, AsOfPredicate asOf) {
        return List.of(new Source(table, asOf.present("x")), new Source(table + "_history", asOf.replacedSince("x")));
    }

    /** RFC 3339 in UTC. */
    static String utc(String timestamp) {
        return "to_char(" + timestamp + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
    }

    /**
     * The statement: columns are the keys as text and, last, the item as JSON. It binds {@code :rows}, {@code :key1}
     * and so on where it is a following page, and what conditions and pin bind.
     *
     * @param wanted names of fields
     * @param conditions which rows, over {@code x} and its joins
     * @param following whether it goes on after a key
     */
    String sql(List<String> wanted, List<String> conditions, boolean following) {
        String parts = sources.stream()
                .map(source -> part(source, conditions, following))
                .collect(Collectors.joining(" UNION ALL "));
        return """
                SELECT {keys}, (SELECT cast(row_to_json(i) AS text) FROM (SELECT {fields}) i)
                FROM (SELECT u.* FROM ({parts}) u ORDER BY {order} LIMIT :rows) c
                ORDER BY {last}""".replace("{keys}", numbered("cast(c.key%d AS text)"))
                .replace("{order}", numbered("key%d" + direction()))
                .replace("{last}", numbered("c.key%d" + direction()))
                .replace(
                        "{fields}",
                        wanted.stream()
                                .map(name -> fields.get(name) + " AS \"" + name + '"')
                                .collect(Collectors.joining(", ")))
                .replace("{parts}", parts);
    }

    private String part(Source source, List<String> conditions, boolean following) {
        String after = following
                ? " AND (" + keys.stream().map(Key::sql).collect(Collectors.joining(", ")) + ")"
                        + (descending ? " < " : " > ") + "(" + numbered(":key%d") + ")"
                : "";
        return """
                (SELECT {keys}, {columns} FROM {table} x {joins}
                 WHERE {source}{conditions}{after}
                 ORDER BY {order} LIMIT :rows)""".replace(
                        "{keys}",
                        IntStream.range(0, keys.size())
                                .mapToObj(i -> keys.get(i).sql() + " AS key" + (i + 1))
                                .collect(Collectors.joining(", ")))
                .replace("{columns}", columns)
                .replace("{table}", source.table())
                .replace("{joins}", joins)
                .replace("{source}", source.condition())
                .replace(
                        "{conditions}",
                        conditions.stream()
                                .map(condition -> " AND " + condition)
                                .collect(Collectors.joining()))
                .replace("{after}", after)
                .replace("{order}", numbered("key%d" + direction()));
    }

    private String direction() {
        return descending ? " DESC" : "";
    }

    private String numbered(String format) {
        return IntStream.rangeClosed(1, keys.size())
                .mapToObj(number -> format.replace("%d", Integer.toString(number)))
                .collect(Collectors.joining(", "));
    }
}
