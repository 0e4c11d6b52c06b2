package io.orgscribe.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

/** Compares two states table by table, as far as a page goes. */
@ApplicationScoped
class StateComparison {

    /** Tables that are compared by one statement. */
    private static final int BATCH = 100;

    /** Tables that are compared for one page: in half a second. */
    private static final int LOOKED = 1_000;

    /** Of JSON, as for lists. */
    private static final long LARGEST_PAGE = 8L << 20;

    private final StateReader reader;

    StateComparison(StateReader reader) {
        this.reader = reader;
    }

    /** What does not change from page to page. */
    record Work(Comparison comparison, ComparedTables tables, ChildNames names) {}

    /**
     * Where a page begins.
     *
     * @param table lower-case name of the table
     * @param told how many differences of it were told before
     */
    record Position(String table, int told) {}

    /** @param next empty on the last page */
    record Part(List<Difference> items, Optional<Position> next) {}

    Work begin(Comparison comparison) {
        ComparedTables tables = reader.tables(comparison);
        return new Work(comparison, tables, reader.childNames(comparison, tables));
    }

    /** @param from empty for the first page */
    Part part(Work work, Optional<Position> from, int limit) {
        List<TablePair> pairs = work.tables().pairs();
        int first = from.map(position -> place(pairs, position)).orElse(0);
        Page page = new Page(limit, first, from.map(Position::told).orElse(0));
        int end = first;
        while (page.wantsMore() && end < pairs.size() && end < first + LOOKED) {
            List<TablePair> batch = pairs.subList(end, Math.min(end + BATCH, pairs.size()));
            page.begin(end);
            reader.differences(work.comparison(), batch, work.names(), page::take);
            end += batch.size();
        }
        return page.part(pairs, end);
    }

    /** What a cursor names is there, for the states are pinned; unless it was made up. */
    private static int place(List<TablePair> pairs, Position position) {
        return IntStream.range(0, pairs.size())
                .filter(i -> pairs.get(i).key().equals(position.table()))
                .findFirst()
                .orElse(pairs.size());
    }

    /** Collects differences until there are enough. */
    private static final class Page {

        private final int limit;
        private final int firstTable;
        private final int told;
        private final List<Difference> items = new ArrayList<>();
        private int batch;
        private int table;
        private int ofTable;
        private long size;
        private boolean full;

        Page(int limit, int firstTable, int told) {
            this.limit = limit;
            this.firstTable = firstTable;
            this.told = told;
            this.table = firstTable;
        }

        boolean wantsMore() {
            return !full;
        }

        void begin(int place) {
            batch = place;
        }

        boolean take(StateReader.Found found) {
            if (batch + found.place() != table) {
                table = batch + found.place();
                ofTable = 0;
            }
            if (table == firstTable && ofTable < told) {
                ofTable++;
                return true;
            }
            size += found.difference().size();
            full = items.size() == limit || size > LARGEST_PAGE && !items.isEmpty();
            if (!full) {
                items.add(found.difference());
                ofTable++;
            }
            return !full;
        }

        Part part(List<TablePair> pairs, int end) {
            if (full) {
                return new Part(items, Optional.of(new Position(pairs.get(table).key(), ofTable)));
            }
            return new Part(
                    items,
                    end < pairs.size() ? Optional.of(new Position(pairs.get(end).key(), 0)) : Optional.empty());
        }
    }
}
