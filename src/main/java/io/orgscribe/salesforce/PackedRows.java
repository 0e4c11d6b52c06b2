package io.orgscribe.salesforce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All that came of a {@link PackedQuery}.
 *
 * @param rows of the items that were read, each once
 * @param failed why items were given up, by value
 * @param unusable rows that do not say what they are about
 */
public record PackedRows(List<Row> rows, Map<String, SalesforceException> failed, List<Row> unusable) {

    /** Of items that were all given up for the same reason. */
    public static PackedRows failed(List<String> values, SalesforceException why) {
        return new PackedRows(
                List.of(), values.stream().collect(Collectors.toMap(value -> value, value -> why)), List.of());
    }

    /** Whether nothing came, of use or not, and nothing has failed. */
    public boolean isEmpty() {
        return rows.isEmpty() && failed.isEmpty() && unusable.isEmpty();
    }

    /** Keeps all. */
    static final class Sink implements PackedSink {

        private final PackedRows all = new PackedRows(new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());

        PackedRows all() {
            return all;
        }

        @Override
        public void read(List<String> values, List<Row> rows) {
            all.rows.addAll(rows);
        }

        @Override
        public void failed(String value, SalesforceException why) {
            all.failed.put(value, why);
        }

        @Override
        public void unusable(Row row) {
            all.unusable.add(row);
        }

        @Override
        public boolean stopped() {
            return false;
        }
    }
}
