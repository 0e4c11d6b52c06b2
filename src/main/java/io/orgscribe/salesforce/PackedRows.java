package io.orgscribe.salesforce;

import java.util.List;
import java.util.Map;

/**
 * What came of a {@link PackedQuery}.
 *
 * @param rows each once, in no order
 * @param failed why items were given up, by value; some of their rows may be among {@code rows}
 */
public record PackedRows(List<Row> rows, Map<String, SalesforceException> failed) {}
