package io.orgscribe.extraction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.orgscribe.catalog.CatalogNames;
import io.orgscribe.run.Attempt;

/** The tables of which a run knows the columns, more and more while it describes. Thread-safe. */
final class DescribedTables {

    /** Names of tables that are still to be described, by key. */
    private final Map<String, String> missing = new LinkedHashMap<>();

    private List<String> ready;
    private int columns;
    private boolean ended;

    private DescribedTables(List<String> ready) {
        this.ready = ready;
    }

    /** Tables whose columns are all known. */
    static DescribedTables of(Collection<String> tables) {
        DescribedTables described = new DescribedTables(List.copyOf(tables));
        described.ended = true;
        return described;
    }

    /** @param missing those of the tables that are still to be described */
    static DescribedTables following(Collection<String> tables, Collection<String> missing) {
        DescribedTables described = new DescribedTables(new ArrayList<>());
        missing.forEach(name -> described.missing.put(CatalogNames.key(name), name));
        tables.stream()
                .filter(name -> !described.missing.containsKey(CatalogNames.key(name)))
                .forEach(described.ready::add);
        return described;
    }

    /** Tables were staged that have so many columns together. */
    synchronized void add(Collection<String> tables, int theirColumns) {
        for (String table : tables) {
            String name = missing.remove(CatalogNames.key(table));
            if (name != null) {
                ready.add(name);
            }
        }
        columns += theirColumns;
        notifyAll();
    }

    /** Whether the table was to be described and is not. */
    synchronized boolean lacks(String table) {
        return missing.containsKey(CatalogNames.key(table));
    }

    /** Names of the tables that were to be described and are not. */
    synchronized List<String> missing() {
        return List.copyOf(missing.values());
    }

    /** Nothing more is described; what is missing was not told. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /**
     * Waits until so many columns were described since the last time, or no more are.
     *
     * @return the tables that were not returned before; none when all were
     */
    synchronized List<String> next(int atLeast) {
        try {
            while (!ended && columns < atLeast) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Attempt.Stopped();
        }
        List<String> next = ready;
        ready = new ArrayList<>();
        columns = 0;
        return next;
    }
}
