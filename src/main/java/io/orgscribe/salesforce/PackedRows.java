package io.orgscribe.salesforce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that came of a {@link PackedQuery}.
 *
 * @param rows of the items that were read, each once
 * @param failed why items were given up, by value
 */
public record PackedRows(List<Row> rows, Map<String, SalesforceException> failed) {

    /** Keeps all. */
    static final class Sink implements PackedSink {

        private final PackedRows all = new PackedRows(new ArrayList<>(), new LinkedHashMap<>());

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
        public boolean stopped() {
            return false;
        }
    }
}
