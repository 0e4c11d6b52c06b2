package io.orgscribe.salesforce;

import java.util.List;
import java.util.stream.Stream;

/**
 * A question about many items that as few queries as Salesforce allows are made of: {@code SELECT columns FROM table
 * WHERE filter IN (items)}.
 *
 * @param kind what its calls are billed as
 * @param tooling whether it is asked of the Tooling API
 * @param optionalColumns are left out where the org's API version does not have one of them
 * @param filter the column that the items are values of
 * @param key a column of {@code columns} that is different in each row, to go on from where a page ends
 * @param items no value twice
 */
public record PackedQuery(
        Meter.Kind kind,
        boolean tooling,
        String table,
        List<String> columns,
        List<String> optionalColumns,
        String filter,
        String key,
        List<Item> items) {

    /**
     * One value of the filter.
     *
     * @param rows how many it is expected to bring; being wrong costs calls, no rows
     */
    public record Item(String value, int rows) {}

    /** Whether a row says which one it is, and of what. */
    boolean tells(Row row) {
        return Stream.of(key, filter)
                .filter(columns::contains)
                .allMatch(column ->
                        row.text(column).filter(text -> !text.isEmpty()).isPresent());
    }

    /** How many calls it takes if the expectations are right. */
    public int calls() {
        int slices = PackedSlice.of(this).size();
        return (slices + CompositeBody.MOST_QUERIES - 1) / CompositeBody.MOST_QUERIES;
    }
}
