package io.orgscribe.salesforce;

import java.util.List;

/** Where the rows of a {@link PackedQuery} go, as they are read. Called by the calling thread alone. */
public interface PackedSink {

    /**
     * Items that were read whole.
     *
     * @param values of the items, each of which is told once
     * @param rows all that there are of these items, each once, by key
     */
    void read(List<String> values, List<Row> rows);

    /** An item that was given up. */
    void failed(String value, SalesforceException why);

    /** A row that does not say what it is about, so that it tells nothing. */
    default void unusable(Row row) {}

    /** Whether to send no further request: asked before each. */
    boolean stopped();
}
