package io.orgscribe;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is in the catalog, counted over REST, and what reading it has cost.
 *
 * @param apiCalls calls that Salesforce counts
 */
record DemoSummary(long tables, long columns, long relationships, long picklistValues, int apiCalls) {

    static DemoSummary of(DemoClient orgscribe, String connection, int apiCalls)
            throws IOException, InterruptedException {
        String lists = "/api/v1/connections/" + connection;
        LongAdder tables = new LongAdder();
        LongAdder columns = new LongAdder();
        LongAdder relationships = new LongAdder();
        LongAdder picklistValues = new LongAdder();
        orgscribe.items(lists + "/tables?limit=1000&fields=columnCount", table -> {
            tables.increment();
            columns.add(table.path("columnCount").asLong());
        });
        orgscribe.items(lists + "/relationships?limit=1000&fields=id", relationship -> relationships.increment());
        orgscribe.items(
                "/api/v1/columns?limit=1000&fields=picklist&connection=" + connection,
                column -> picklistValues.add(column.path("picklist").size()));
        return new DemoSummary(tables.sum(), columns.sum(), relationships.sum(), picklistValues.sum(), apiCalls);
    }

    void show(DemoScreen screen) {
        screen.line("%nThe catalog");
        screen.table(
                List.of("", ""),
                List.of(
                        List.of("tables", number(tables)),
                        List.of("columns", number(columns)),
                        List.of("relationships", number(relationships)),
                        List.of("picklist values", number(picklistValues))));
        screen.line("%nAPI calls for %,d tables", tables);
        screen.table(
                List.of("", ""),
                List.of(
                        List.of("Orgscribe, billed", number(apiCalls)),
                        List.of("Airbyte, Camel", number(tables + 1)),
                        List.of("DataHub", number(Math.round(2.4 * tables) + 1)),
                        List.of("OpenMetadata", number(3 * tables + 1))));
        screen.line("The others are computed from their published code for this number of tables, not measured;");
        screen.line("DataHub and OpenMetadata read descriptions with these calls, which Orgscribe does not do yet.");
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,10d", number);
    }
}
