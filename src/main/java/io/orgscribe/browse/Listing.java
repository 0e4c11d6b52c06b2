package io.orgscribe.browse;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
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

    /**
     * @param text of the key in a cursor, over {@code {key}}
     * @param reader from that text; an IllegalArgumentException or DateTimeException says that it is none
     * @param last for a key that the joins bring: the text of one that comes after all others; else null
     */
    record Key(String sql, String text, Function<String, Object> reader, String last) {

        private static final String AS_TEXT = "cast({key} AS text)";

        static Key number(String sql) {
            return new Key(sql, AS_TEXT, Long::valueOf, null);
        }

        static Key text(String sql) {
            return new Key(sql, AS_TEXT, text -> text, null);
        }

        static Key id(String sql) {
            return new Key(sql, AS_TEXT, UUID::fromString, null);
        }

        static Key time(String sql) {
            return new Key(sql, utc("{key}"), Instant::parse, null);
        }

        static Key joinedNumber(String sql) {
            return new Key(sql, AS_TEXT, Long::valueOf, Long.toString(Long.MAX_VALUE));
        }

        String inCursor(String key) {
            return text.replace("{key}", key);
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

    /** Rows that are looked at for one page, where no index finds those that are wanted: in some 20 ms. */
    static final int SCANNED = 4_000;

    /**
     * Which rows a page is made of.
     *
     * @param scope condition on {@code x}, of the list itself
     * @param conditions of the filters
     * @param following whether it goes on after {@code :key1} and so on
     * @param ending whether it ends with {@code :end1} and so on
     */
    record Rows(String scope, List<Filter.Condition> conditions, boolean following, boolean ending) {

        /** Whether only a part of the list is looked at, for the rows that are wanted may be anywhere. */
        boolean scanned() {
            return conditions.stream().noneMatch(condition -> condition.reach() == Filter.Reach.INDEX);
        }

        Rows withoutIndex() {
            return new Rows(
                    scope,
                    conditions.stream()
                            .map(condition -> condition.reach() == Filter.Reach.INDEX
                                    ? condition.by(Filter.Reach.ROWS)
                                    : condition)
                            .toList(),
                    following,
                    ending);
        }

        Rows toTheEnd() {
            return new Rows(scope, conditions, following, true);
        }

        private String of(Filter.Reach reach) {
            return conditions.stream()
                    .filter(condition -> condition.reach() == reach)
                    .map(condition -> " AND " + condition.sql())
                    .collect(Collectors.joining());
        }
    }

    /**
     * The statement: columns are the keys as text and, last, the item as JSON. It binds {@code :rows}, and what rows and
     * version bind.
     *
     * @param wanted names of fields
     */
    String sql(List<String> wanted, Rows rows) {
        return """
                SELECT {keys}, (SELECT cast(row_to_json(i) AS text) FROM (SELECT {fields}) i)
                FROM (SELECT u.* FROM ({parts}) u ORDER BY {order} LIMIT :rows) c
                ORDER BY {last}""".replace("{keys}", each(keys, (key, nr) -> key.inCursor("c.key" + nr)))
                .replace("{order}", numbered("key%d" + direction()))
                .replace("{last}", numbered("c.key%d" + direction()))
                .replace(
                        "{fields}",
                        wanted.stream()
                                .map(name -> fields.get(name) + " AS \"" + name + '"')
                                .collect(Collectors.joining(", ")))
                .replace("{parts}", union(source -> part(source, rows)));
    }

    /** The statement for how many current rows the index finds, from the list's beginning; no more than {@link #SCANNED}. */
    String countOfFew(Rows rows) {
        return "SELECT count(*) FROM (SELECT FROM {table} x WHERE {scope}{conditions} LIMIT {most}) f"
                .replace("{table}", sources.get(0).table())
                .replace("{scope}", rows.scope)
                .replace("{conditions}", rows.of(Filter.Reach.RANGE) + rows.of(Filter.Reach.INDEX))
                .replace("{most}", Integer.toString(SCANNED));
    }

    /**
     * The statement for the last row that is looked at where a page is {@link Rows#scanned}: its keys as text, those of
     * joins left out; no row where all are looked at.
     */
    String scanEnd(Rows rows) {
        return "SELECT {text}, 1 FROM ({parts}) b ORDER BY {order} LIMIT 1"
                .replace("{text}", each(own(), (key, nr) -> key.inCursor("b.key" + nr)))
                .replace("{order}", each(own(), (key, nr) -> "b.key" + nr + direction()))
                .replace(
                        "{parts}",
                        union(source -> "(SELECT " + each(own(), (key, nr) -> key.sql() + " AS key" + nr) + " FROM "
                                + scan(source, rows) + " OFFSET " + (SCANNED - 1) + " LIMIT 1)"));
    }

    /** The keys that the row has without its joins. They come first. */
    List<Key> own() {
        return keys.stream().filter(key -> key.last == null).toList();
    }

    private String union(Function<Source, String> part) {
        return sources.stream().map(part).collect(Collectors.joining(" UNION ALL "));
    }

    private String part(Source source, Rows rows) {
        return """
                (SELECT {keys}, {columns} FROM {from} {joins}
                 WHERE true{conditions}{after}
                 ORDER BY {order} LIMIT :rows)""".replace("{keys}", each(keys, (key, nr) -> key.sql() + " AS key" + nr))
                .replace("{columns}", columns)
                .replace(
                        "{from}",
                        rows.scanned()
                                ? "(SELECT x.* FROM " + scan(source, rows) + " LIMIT " + SCANNED + ") x"
                                : source.table() + " x")
                .replace("{joins}", joins)
                .replace(
                        "{conditions}",
                        rows.scanned()
                                ? rows.of(Filter.Reach.ROWS)
                                : where(source, rows) + rows.of(Filter.Reach.ROWS) + rows.of(Filter.Reach.INDEX))
                .replace("{after}", rows.following ? " AND " + compare(keys, descending ? "<" : ">", "key") : "")
                .replace("{order}", numbered("key%d" + direction()));
    }

    /** The source in the list's order, with what narrows it by that order alone. */
    private String scan(Source source, Rows rows) {
        return source.table() + " x WHERE true" + where(source, rows) + " ORDER BY "
                + each(own(), (key, nr) -> key.sql() + direction());
    }

    private String where(Source source, Rows rows) {
        boolean joined = own().size() < keys.size();
        String after = (descending ? "<" : ">") + (joined ? "=" : "");
        return " AND " + source.condition() + " AND " + rows.scope + rows.of(Filter.Reach.RANGE)
                + (rows.following ? " AND " + compare(own(), after, "key") : "")
                + (rows.ending ? " AND " + compare(own(), descending ? ">=" : "<=", "end") : "");
    }

    private static String compare(List<Key> keys, String operator, String bound) {
        return "(" + each(keys, (key, nr) -> key.sql()) + ") " + operator + " ("
                + each(keys, (key, nr) -> ":" + bound + nr) + ")";
    }

    private String direction() {
        return descending ? " DESC" : "";
    }

    private String numbered(String format) {
        return each(keys, (key, nr) -> format.replace("%d", Integer.toString(nr)));
    }

    private static String each(List<Key> keys, BiFunction<Key, Integer, String> sql) {
        return IntStream.rangeClosed(1, keys.size())
                .mapToObj(nr -> sql.apply(keys.get(nr - 1), nr))
                .collect(Collectors.joining(", "));
    }
}
