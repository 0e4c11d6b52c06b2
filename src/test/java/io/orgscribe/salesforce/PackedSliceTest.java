package io.orgscribe.salesforce;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.orgscribe.salesforce.PackedQuery.Item;

import static org.assertj.core.api.Assertions.assertThat;

/** How items are packed into queries, and the text of these. */
class PackedSliceTest {

    @Test
    void the_query_names_columns_items_and_where_to_go_on_from() {
        PackedSlice first = pack(List.of("Id", "Name"), List.of(new Item("Account", 9), new Item("Contact", 8)))
                .get(0);
        PackedSlice next = first.plus(List.of(row("a"), row("it's")));

        assertThat(first.soql())
                .isEqualTo("SELECT Id, Name FROM Things WHERE Owner.Name IN ('Account','Contact')"
                        + " ORDER BY Id LIMIT 2000");
        assertThat(next.soql())
                .isEqualTo("SELECT Id, Name FROM Things WHERE Owner.Name IN ('Account','Contact')"
                        + " AND Id > 'it\\'s' ORDER BY Id LIMIT 2000");
    }

    @Test
    void a_query_has_no_more_expected_rows_than_fit_with_a_margin() {
        List<PackedSlice> slices = pack(List.of("Id"), items(40, 500, ""));
        assertThat(slices).hasSize(14);
        assertThat(slices).allSatisfy(slice -> assertThat(slice.items()).hasSizeLessThanOrEqualTo(3));
    }

    @Test
    void small_items_fill_the_room_that_large_ones_leave() {
        List<Item> items = IntStream.range(0, 60)
                .mapToObj(i -> new Item("Table" + i, i % 2 == 0 ? 1000 : 900))
                .toList();
        assertThat(pack(List.of("Id"), items)).hasSize(30);
    }

    @Test
    void an_item_that_is_larger_than_a_query_stands_alone() {
        List<PackedSlice> slices =
                pack(List.of("Id"), List.of(new Item("Small", 5), new Item("Huge", 2500), new Item("Little", 5)));
        assertThat(slices).extracting(PackedSlice::values).containsExactly(List.of("Huge"), List.of("Small", "Little"));
    }

    @Test
    void neither_where_nor_query_grows_too_long() {
        List<Item> items = items(2000, 1, "é'".repeat(20));
        for (List<String> columns : List.of(List.of("Id"), List.of("Id", "x".repeat(9000)))) {
            List<PackedSlice> slices = pack(columns, items);
            assertThat(slices.stream().mapToInt(slice -> slice.items().size()).sum())
                    .isEqualTo(2000);
            assertThat(slices).allSatisfy(slice -> {
                String soql = slice.soql();
                String where = soql.substring(soql.indexOf(" WHERE ") + 7, soql.indexOf(" ORDER BY "));
                assertThat(where.length()).isLessThan(4000 - 100);
                assertThat(soql.length()).isLessThan(12_000 - 100);
            });
        }
    }

    @Test
    void no_items_are_no_queries() {
        assertThat(pack(List.of("Id"), List.of())).isEmpty();
    }

    private static List<Item> items(int count, int rows, String suffix) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Item("Table" + i + suffix, rows))
                .toList();
    }

    private static List<PackedSlice> pack(List<String> columns, List<Item> items) {
        return PackedSlice.of(
                new PackedQuery(Meter.Kind.DEFINITIONS, true, "Things", columns, List.of(), "Owner.Name", "Id", items));
    }

    private static Row row(String id) {
        return new Row(Map.of("Id", 0), new String[] {id});
    }
}
