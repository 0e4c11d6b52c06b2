package io.orgscribe.catalog;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Tables of one run, read but not yet staged. For one thread; {@link Staging} writes it in one transaction. */
public final class StagedBatch {

    private static final String LEADING = "connection_id, run_id, epoch, batch, ";
    private static final String TABLES = "staged_table (" + LEADING
            + "hash, child_hash, keys, column_keys, child_relationships, last_modified, "
            + Attribute.columns(Attribute.TABLE, "")
            + ")";
    private static final String COLUMNS =
            "staged_column (" + LEADING + "table_key, hash, position, " + Attribute.columns(Attribute.COLUMN, "") + ")";
    private static final String PICKLISTS = "staged_picklist (" + LEADING + "hash, entries)";
    private static final String UNMODIFIED = "staged_unmodified (" + LEADING + "name)";

    /** A table of the batch, and where its rows end. */
    private record Part(String name, int tablesEnd, int columnsEnd, int columns) {}

    private final StagingOwner owner;
    private final List<Object> leading;
    private final List<Part> parts = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final CopyRows tables;
    private final CopyRows columns;
    private final CopyRows picklists;
    private final CopyRows unmodified = new CopyRows();
    private final Set<UUID> picklistHashes = new HashSet<>();

    /** @param number tells batches of a run apart, for whoever looks into the staging */
    public StagedBatch(StagingOwner owner, long number) {
        this(
                owner,
                List.of(owner.connectionId(), owner.runId(), owner.epoch(), number),
                new CopyRows(),
                new CopyRows(),
                new CopyRows());
    }

    private StagedBatch(
            StagingOwner owner, List<Object> leading, CopyRows tables, CopyRows columns, CopyRows picklists) {
        this.owner = owner;
        this.leading = leading;
        this.tables = tables;
        this.columns = columns;
        this.picklists = picklists;
    }

    /** Each table by itself, with all picklists; what was answered with 304 together. */
    public List<StagedBatch> split() {
        List<StagedBatch> batches = new ArrayList<>();
        Part before = new Part("", 0, 0, 0);
        for (Part part : parts) {
            StagedBatch batch = new StagedBatch(
                    owner,
                    leading,
                    tables.slice(before.tablesEnd(), part.tablesEnd(), 1),
                    columns.slice(before.columnsEnd(), part.columnsEnd(), part.columns()),
                    picklists);
            batch.names.add(part.name());
            batches.add(batch);
            before = part;
        }
        if (unmodified() > 0) {
            StagedBatch batch = new StagedBatch(owner, leading, new CopyRows(), new CopyRows(), new CopyRows());
            names.stream()
                    .filter(name -> parts.stream().noneMatch(part -> part.name().equals(name)))
                    .forEach(batch::unmodified);
            batches.add(batch);
        }
        return batches;
    }

    public void add(TableReading table) {
        List<Object> values = Attribute.values(Attribute.TABLE, table);
        tables.add(
                with(
                        ContentHash.of(values),
                        ContentHash.of(List.of(table.childRelationships())),
                        List.copyOf(table.keys()),
                        List.copyOf(table.columnKeys()),
                        table.childRelationships(),
                        table.lastModified()),
                values);
        String tableKey = CatalogNames.key(table.name());
        int position = 0;
        for (ColumnReading column : table.columns()) {
            add(tableKey, position++, column);
        }
        names.add(table.name());
        parts.add(new Part(table.name(), tables.size(), columns.size(), position));
    }

    private void add(String tableKey, int position, ColumnReading column) {
        List<Object> values = Attribute.values(Attribute.COLUMN, column);
        columns.add(with(tableKey, ContentHash.of(values), position), values);
        if (column.picklist() != null) {
            UUID hash = (UUID) values.get(Attribute.PICKLIST);
            if (picklistHashes.add(hash)) {
                picklists.add(leading, List.of(hash, column.picklist()));
            }
        }
    }

    /** A table that was answered with 304: it is as the catalog has it. */
    public void unmodified(String name) {
        names.add(name);
        unmodified.add(leading, List.of(name));
    }

    /** Of all its tables, in the order in which they came. */
    public List<String> names() {
        return List.copyOf(names);
    }

    private List<Object> with(Object... more) {
        List<Object> all = new ArrayList<>(leading);
        all.addAll(Arrays.asList(more));
        return all;
    }

    public int tables() {
        return tables.rows();
    }

    public int columns() {
        return columns.rows();
    }

    /** Tables that were answered with 304. */
    public int unmodified() {
        return unmodified.rows();
    }

    /** Bytes held. */
    public long size() {
        return (long) tables.size() + columns.size() + picklists.size() + unmodified.size();
    }

    StagingOwner owner() {
        return owner;
    }

    void copyInto(Connection connection) throws SQLException, IOException {
        tables.copyInto(connection, TABLES);
        columns.copyInto(connection, COLUMNS);
        picklists.copyInto(connection, PICKLISTS);
        unmodified.copyInto(connection, UNMODIFIED);
    }
}
