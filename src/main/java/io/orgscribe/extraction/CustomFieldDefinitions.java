package io.orgscribe.extraction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.orgscribe.catalog.CatalogKnowledge.Size;
import io.orgscribe.catalog.CatalogNames;
import io.orgscribe.run.Attempt;
import io.orgscribe.run.RunStore;
import io.orgscribe.salesforce.PackedSink;
import io.orgscribe.salesforce.Row;
import io.orgscribe.salesforce.SalesforceException;

/** What CustomField says of the custom columns of some tables. */
final class CustomFieldDefinitions implements PackedSink {

    /** So many tables without a custom field, of those that have some, are no chance: change events list none. */
    private static final int MANY = 10;

    /**
     * What CustomField adds to a field's definition.
     *
     * @param state null where it is not told
     */
    record Definition(String state, Instant modifiedAt, String modifiedBy) {}

    private final Attempt attempt;
    private final RunStore runs;
    private final Map<String, List<String>> tables = new HashMap<>();
    private final Map<String, Definition> byId = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Set<String> failed = new HashSet<>();
    private final List<Row> unusable = new ArrayList<>();

    CustomFieldDefinitions(Attempt attempt, RunStore runs) {
        this.attempt = attempt;
        this.runs = runs;
    }

    /** Number of custom columns of those tables that have some, by what CustomField calls the table. */
    Map<String, Integer> tables(List<String> names, Map<String, Size> sizes) {
        Map<String, Integer> columns = new HashMap<>();
        for (String name : names) {
            Size size = sizes.get(CatalogNames.key(name));
            // What CustomField calls a custom table, its definition tells; satellites have none.
            if (size.customColumns() > 0 && (size.durableId() != null || !name.contains("__"))) {
                String table = size.durableId() == null ? name : size.durableId();
                List<String> asked = DefinitionQueries.ACTIVITIES.contains(name)
                        ? List.of(name, DefinitionQueries.ACTIVITY)
                        : List.of(table);
                for (String one : asked) {
                    tables.computeIfAbsent(one, first -> new ArrayList<>()).add(name);
                    columns.merge(one, size.customColumns(), Math::max);
                }
            }
        }
        return columns;
    }

    @Override
    public void read(List<String> values, List<Row> rows) {
        rows.forEach(row -> byId.put(
                DurableId.of(row.text("Id").orElse("")),
                new Definition(
                        row.text("ManageableState").map(this::shared).orElse(null),
                        row.time("LastModifiedDate").orElse(null),
                        row.text("LastModifiedBy.Name").map(this::shared).orElse(null))));
    }

    /** The same few texts come thousands of times. */
    private String shared(String text) {
        return texts.computeIfAbsent(text, same -> same);
    }

    @Override
    public void failed(String table, SalesforceException why) {
        for (String name : tables.get(table)) {
            if (failed.add(CatalogNames.key(name))) {
                runs.failAlone(attempt, name, why);
            }
        }
    }

    @Override
    public void unusable(Row row) {
        unusable.add(row);
    }

    /** Nothing more is read. */
    void end() {
        UnusableRows.tell(attempt, "CustomField", unusable);
        if (!attempt.stopped() && tables.size() >= MANY && byId.isEmpty() && failed.isEmpty()) {
            throw UnusableRows.none("CustomField", tables.size());
        }
    }

    /** They were not read: what definitions say of their tables' columns is left as it is. */
    void leaveOut() {
        tables.values().forEach(names -> names.forEach(name -> failed.add(CatalogNames.key(name))));
    }

    /** Whether it is not known what CustomField says of the column, which has this id where it is a custom one. */
    boolean lacks(String durableId) {
        return durableId != null && !unusable.isEmpty() && !byId.containsKey(durableId);
    }

    boolean failed(String name) {
        return failed.contains(CatalogNames.key(name));
    }

    @Override
    public boolean stopped() {
        return attempt.stopped();
    }

    /** Null for what CustomField does not list. */
    Definition find(String durableId) {
        return durableId == null ? null : byId.get(durableId);
    }
}
