package io.orgscribe.demo;

import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/** What is in the catalog, counted over REST, and what reading it has cost. */
final class DemoSummary {

    private DemoSummary() {}

    /** @param apiCalls calls that Salesforce counts */
    static void show(DemoScreen screen, DemoClient orgscribe, String connection, int apiCalls)
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
        screen.line("%nThe catalog");
        number(screen, "tables", tables.sum());
        number(screen, "columns", columns.sum());
        number(screen, "relationships", relationships.sum());
        number(screen, "picklist values", picklistValues.sum());
        screen.line("%nAPI calls for %,d tables", tables.sum());
        number(screen, "Orgscribe, billed", apiCalls);
        number(screen, "Airbyte, Camel", tables.sum() + 1);
        number(screen, "DataHub", Math.round(2.4 * tables.sum()) + 1);
        number(screen, "OpenMetadata", 3 * tables.sum() + 1);
        screen.line("  The others are computed from their published code for this number of tables, not");
        screen.line("  measured. Airbyte and Camel do not read descriptions.");
    }

    private static void number(DemoScreen screen, String what, long number) {
        screen.line("  %-18s%,10d", what, number);
    }
}
