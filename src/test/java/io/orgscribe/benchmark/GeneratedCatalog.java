package io.orgscribe.benchmark;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Catalogs of many connections, written by COPY: as large as asked for, with names, labels and texts of {@link
 * GeneratedWords}, references between tables, formulas, picklists and some years of changes.
 */
final class GeneratedCatalog {

    static final int COLUMNS_OF_TABLE = 40;
    private static final int REVISIONS = 50;
    private static final int CHANGES_OF_REVISION = 200;
    private static final int PICKLISTS = 400;
    private static final int STANDARD_TABLES = 50;

    private final GeneratedWords words = new GeneratedWords();
    private final Connection database;
    private final CopyManager copy;
    private long tableId = 1;
    private long columnId = 1;

    GeneratedCatalog(Connection database) throws SQLException {
        this.database = database;
        this.copy = database.unwrap(PGConnection.class).getCopyAPI();
    }

    static UUID connection(int number) {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + number);
    }

    /** One connection more, without the large indexes an insert is cheaper into: columns in all its tables together. */
    void add(int number, int columns) throws SQLException, IOException {
        UUID id = connection(number);
        try (Statement statement = database.createStatement()) {
            statement.execute("INSERT INTO connection (id, name, login_url, auth_method) VALUES ('" + id + "', 'Org "
                    + number + "', 'https://org" + number + ".my.salesforce.com', 'client_credentials')");
            statement.execute(
                    "INSERT INTO catalog_head (connection_id, revision, run_id, at, api_version, reader_version)"
                            + " VALUES ('" + id + "', " + REVISIONS + ", '" + id + "', now(), '65.0', 1)");
            statement.execute("INSERT INTO catalog_revision (connection_id, revision, run_id, at) SELECT '" + id
                    + "', n, '"
                    + id + "', now() - (" + REVISIONS + " - n) * interval '7 days' FROM generate_series(1, " + REVISIONS
                    + ") n");
        }
        long firstTable = tableId;
        long firstColumn = columnId;
        tables(id, number, columns / COLUMNS_OF_TABLE);
        picklists(id, number);
        columns(id, number, columns / COLUMNS_OF_TABLE, firstTable);
        changes(id, firstColumn);
    }

    /** When all are there. */
    void settle() throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("SELECT setval(pg_get_serial_sequence('catalog_table', 'id'), " + tableId + "),"
                    + " setval(pg_get_serial_sequence('catalog_column', 'id'), " + columnId + ")");
            statement.execute("VACUUM ANALYZE");
        }
    }

    long columns() {
        return columnId - 1;
    }

    /** The same in every connection as far as it is standard; and the second one is a sandbox of the first. */
    private static SplittableRandom random(int number, int table) {
        int org = number == 1 && table % 50 != 0 ? 0 : number;
        return new SplittableRandom(table < STANDARD_TABLES ? table : org * 1_000_003L + table);
    }

    private String tableLabel(int number, int table) {
        SplittableRandom random = random(number, table);
        return words.rare(random) + " " + words.next(random);
    }

    private String tableName(int number, int table) {
        String name = tableLabel(number, table).replace(" ", table % 2 == 0 ? "_" : "") + "_" + table;
        return table < STANDARD_TABLES ? name : name + "__c";
    }

    private void tables(UUID id, int number, int tables) throws SQLException, IOException {
        CopyText rows = new CopyText(copy);
        for (int table = 0; table < tables; table++) {
            boolean custom = table >= STANDARD_TABLES;
            String label = tableLabel(number, table);
            rows.add(
                    tableId++,
                    id,
                    1,
                    "2024-01-01",
                    new UUID(number, table),
                    tableName(number, table),
                    label,
                    label + "s",
                    custom ? "custom" : "standard",
                    custom,
                    true,
                    true,
                    true,
                    true,
                    true,
                    true);
        }
        rows.into(
                "catalog_table (id, connection_id, from_rev, first_seen_at, hash, name, label, label_plural, kind, custom,"
                        + " queryable, createable, updateable, deletable, searchable, annotated)");
    }

    private void picklists(UUID id, int number) throws SQLException, IOException {
        CopyText rows = new CopyText(copy);
        for (int list = 0; list < PICKLISTS; list++) {
            SplittableRandom random = new SplittableRandom(number * 10_007L + list);
            StringBuilder entries = new StringBuilder("[");
            for (int value = random.nextInt(3, 15); value > 0; value--) {
                String text = words.next(random) + " " + value;
                entries.append("{\"value\": \"")
                        .append(text)
                        .append("\", \"label\": \"")
                        .append(text)
                        .append("\", \"active\": true, \"default\": false}")
                        .append(value > 1 ? "," : "]");
            }
            rows.add(id, picklist(list), entries);
        }
        rows.into("catalog_picklist (connection_id, hash, entries)");
    }

    private static UUID picklist(int list) {
        return new UUID(7, list);
    }

    private void columns(UUID id, int number, int tables, long firstTable) throws SQLException, IOException {
        CopyText rows = new CopyText(copy);
        for (int table = 0; table < tables; table++) {
            SplittableRandom random = random(number, table);
            String first = null;
            for (int position = 0; position < COLUMNS_OF_TABLE; position++) {
                String word = words.next(random);
                String label = word + " " + words.next(random, word)
                        + (random.nextInt(3) == 0 ? " " + words.rare(random) : "");
                if (number == 1 && (table + position) % 97 == 0) {
                    label += " too";
                }
                boolean custom = position > 8;
                String name = label.replace(" ", random.nextBoolean() ? "_" : "") + position + (custom ? "__c" : "");
                Kind kind = position == 0 ? Kind.STRING : Kind.of(random.nextInt(100));
                first = first == null ? name : first;
                rows.add(
                        columnId++,
                        id,
                        firstTable + table,
                        1,
                        "2024-01-01",
                        new UUID(name.hashCode(), label.hashCode() + 1L),
                        position,
                        name,
                        label,
                        kind.type(),
                        kind.type(),
                        custom,
                        kind == Kind.FORMULA,
                        kind == Kind.FORMULA ? "IF(ISBLANK(" + first + "), 0, LEN(" + first + "))" : null,
                        custom && random.nextInt(10) < 4 ? words.sentence(random, random.nextInt(5, 18)) : null,
                        custom && random.nextInt(10) < 3 ? words.sentence(random, random.nextInt(5, 25)) : null,
                        kind == Kind.PICKLIST ? picklist(random.nextInt(PICKLISTS)) : null,
                        kind == Kind.REFERENCE ? "{" + tableName(number, random.nextInt(tables)) + "}" : "{}",
                        kind == Kind.REFERENCE ? label.replace(" ", "") + "__r" : null,
                        random.nextInt(50) == 0 ? "{PII,GDPR}" : "{}",
                        random.nextInt(30) == 0 ? "Confidential" : null,
                        true,
                        false,
                        false,
                        false,
                        false,
                        true);
            }
        }
        rows.into(
                "catalog_column (id, connection_id, table_id, from_rev, first_seen_at, hash, position, name, label, type,"
                        + " native_type, custom, calculated, formula, help_text, description, picklist, reference_to,"
                        + " relationship_name, compliance_groups, security_classification, nullable, is_unique, external_id,"
                        + " primary_key, master_detail, annotated)");
    }

    private enum Kind {
        STRING,
        PICKLIST,
        REFERENCE,
        FORMULA;

        static Kind of(int percent) {
            return percent < 8 ? PICKLIST : percent < 16 ? REFERENCE : percent < 21 ? FORMULA : STRING;
        }

        String type() {
            return this == FORMULA ? "decimal" : name().toLowerCase(Locale.ROOT);
        }
    }

    /** Of any columns, some in each week. */
    private void changes(UUID id, long firstColumn) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement("""
                INSERT INTO catalog_change (connection_id, revision, run_id, at, table_id, column_id, table_name, column_name,
                    kind, cause, attribute, before, after, changed_by)
                SELECT c.connection_id, r.revision, r.run_id, r.at, t.id, c.id, t.name, c.name,
                    CASE WHEN n % 20 = 0 THEN 'removed' ELSE 'changed' END, CASE WHEN n % 4 = 0 THEN 'edit' END,
                    CASE WHEN n % 20 = 0 THEN NULL WHEN n % 2 = 0 THEN 'label' ELSE 'helpText' END, '"before"', '"after"',
                    CASE WHEN n % 4 = 0 THEN 'Editor ' || n END
                FROM catalog_revision r
                CROSS JOIN generate_series(1, ?) n
                JOIN catalog_column c ON c.id = ? + abs(hashint8(r.revision * 1000 + n)) % ?
                JOIN catalog_table t ON t.id = c.table_id
                WHERE r.connection_id = ? AND r.revision > 1
                ORDER BY r.revision""")) {
            insert.setInt(1, CHANGES_OF_REVISION);
            insert.setLong(2, firstColumn);
            insert.setLong(3, columnId - firstColumn);
            insert.setObject(4, id);
            insert.executeUpdate();
        }
    }
}
