package io.orgscribe.salesforce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.orgscribe.salesforce.PackedQuery.Item;

/**
 * A part of a {@link PackedQuery} that one query asks for.
 *
 * @param rows that were read so far, on earlier pages
 * @param lean whether without the optional columns
 */
record PackedSlice(PackedQuery query, List<Item> items, List<Row> rows, boolean lean) {

    /** Rows of one page; those of one query of definitions, which have no further page. */
    static final int PAGE = 2_000;

    /** Expected rows of one query: the expectation may be a little wrong. */
    private static final int ROWS = 1_900;
    /** Characters of a WHERE clause, and of a query. */
    private static final int LONGEST_WHERE = 3_999;

    private static final int LONGEST = 11_999;
    /** Characters that are kept for the key to go on from. */
    private static final int KEY = 130;

    /** As few slices as hold all items, the largest items first. */
    static List<PackedSlice> of(PackedQuery query) {
        List<Item> largestFirst = query.items().stream()
                .sorted(Comparator.comparingInt(Item::rows).reversed())
                .toList();
        PackedSlice empty = new PackedSlice(query, List.of(), List.of(), false);
        int room = Math.min(LONGEST_WHERE, LONGEST - empty.select().length())
                - empty.where().length()
                - KEY;
        List<Pack> packs = new ArrayList<>();
        for (Item item : largestFirst) {
            int rows = Math.max(1, item.rows());
            int length = Subrequest.literal(item.value()).length() + 1;
            packs.stream()
                    .filter(pack -> pack.rows + rows <= ROWS && pack.length + length <= room)
                    .findFirst()
                    .orElseGet(() -> {
                        packs.add(new Pack());
                        return packs.get(packs.size() - 1);
                    })
                    .add(item, rows, length);
        }
        return packs.stream().map(pack -> empty.with(pack.items)).toList();
    }

    private static final class Pack {
        private final List<Item> items = new ArrayList<>();
        private int rows;
        private int length;

        void add(Item item, int itsRows, int itsLength) {
            items.add(item);
            rows += itsRows;
            length += itsLength;
        }
    }

    String soql() {
        return select() + where() + " ORDER BY " + query.key() + " LIMIT " + PAGE;
    }

    PackedSlice withoutOptional() {
        return new PackedSlice(query, items, rows, true);
    }

    /**
     * With one more page. Keys that come again are dropped.
     *
     * @param page rows that have a key
     */
    PackedSlice plus(List<Row> page) {
        Map<String, Row> byKey = new LinkedHashMap<>();
        Stream.concat(rows.stream(), page.stream()).forEach(row -> byKey.putIfAbsent(key(row), row));
        return new PackedSlice(query, items, List.copyOf(byKey.values()), lean);
    }

    List<String> values() {
        return items.stream().map(Item::value).toList();
    }

    /** Empty where there is only one item. They begin anew: which of its items the rows are of is not known. */
    List<PackedSlice> halves() {
        int half = items.size() / 2;
        return half == 0 ? List.of() : List.of(with(items.subList(0, half)), with(items.subList(half, items.size())));
    }

    /** The key that was read last, "" at the beginning. */
    String after() {
        return rows.isEmpty() ? "" : key(rows.get(rows.size() - 1));
    }

    private PackedSlice with(List<Item> some) {
        return new PackedSlice(query, some, List.of(), lean);
    }

    private String key(Row row) {
        return row.text(query.key()).orElseThrow();
    }

    private String select() {
        List<String> columns = new ArrayList<>(query.columns());
        if (lean) {
            columns.removeAll(query.optionalColumns());
        }
        return "SELECT " + String.join(", ", columns) + " FROM " + query.table() + " WHERE ";
    }

    private String where() {
        // An id is compared with ids only: the first page has nothing to go on from.
        String from = after().isEmpty() ? "" : " AND " + query.key() + " > " + Subrequest.literal(after());
        return query.filter() + " IN (" + Subrequest.in(values()) + ")" + from;
    }
}
