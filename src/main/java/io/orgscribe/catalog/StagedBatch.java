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

    private final StagingOwner owner;
    private final List<Object> leading;
    private final CopyRows tables = new CopyRows();
    private final CopyRows columns = new CopyRows();
    private final CopyRows picklists = new CopyRows();
    private final CopyRows unmodified = new CopyRows();
    private final Set<UUID> picklistHashes = new HashSet<>();

    /** @param number tells batches of a run apart, for whoever looks into the staging */
    public StagedBatch(StagingOwner owner, long number) {
        this.owner = owner;
        this.leading = List.of(owner.connectionId(), owner.runId(), owner.epoch(), number);
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
        unmodified.add(leading, List.of(name));
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
