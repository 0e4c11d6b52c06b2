package io.orgscribe.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The catalog's tables once more, in a schema of their own: {@code floor.x} with all indexes of {@code catalog_x}, and
 * {@code floor.staged_x}, which rows are copied into first, indexed as the service's staging is. The rows are those of a
 * real catalog, a file for each table.
 */
final class FloorTables {

    private static final List<String> TABLES =
            List.of("catalog_table", "catalog_column", "catalog_picklist", "catalog_record_count");

    private FloorTables() {}

    /** @param directory where the rows of one connection go */
    static void export(Connection connection, UUID connectionId, Path directory) throws SQLException, IOException {
        for (String table : TABLES) {
            try (OutputStream rows = Files.newOutputStream(directory.resolve(table))) {
                copies(connection)
                        .copyOut(
                                "COPY (SELECT " + columns(connection, table) + " FROM " + table
                                        + " WHERE connection_id = '" + connectionId + "') TO STDOUT",
                                rows);
            }
        }
    }

    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA floor");
            for (String table : TABLES) {
                statement.execute("CREATE TABLE floor." + table + " (LIKE " + table + " INCLUDING ALL)");
                statement.execute("CREATE TABLE floor.staged_" + table + " AS SELECT " + columns(connection, table)
                        + " FROM " + table + " WITH NO DATA");
                statement.execute("CREATE INDEX ON floor.staged_" + table + " (connection_id)");
            }
        }
    }

    static void copy(Connection connection, Path directory) throws SQLException, IOException {
        for (String table : TABLES) {
            try (InputStream rows = Files.newInputStream(directory.resolve(table))) {
                copies(connection).copyIn("COPY floor.staged_" + table + " FROM STDIN", rows);
            }
        }
    }

    /** @param connectionId whose rows they become: those of an earlier pass stay beside them */
    static void insert(Connection connection, UUID connectionId) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                String columns = columns(connection, table);
                statement.execute("INSERT INTO floor." + table + " (" + columns + ") SELECT "
                        + columns.replaceFirst("\\bconnection_id\\b", "'" + connectionId + "'::uuid")
                        + " FROM floor.staged_" + table);
            }
        }
    }

    static void clear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute("TRUNCATE floor.staged_" + table);
            }
        }
    }

    /** Those that are not made by PostgreSQL. */
    private static String columns(Connection connection, String table) throws SQLException {
        List<String> names = new ArrayList<>();
        try (var select = connection.prepareStatement("""
                SELECT quote_ident(attname) FROM pg_attribute
                WHERE attrelid = CAST(? AS regclass) AND attnum > 0 AND NOT attisdropped
                    AND attgenerated = '' AND attidentity = ''
                ORDER BY attnum""")) {
            select.setString(1, table);
            var rows = select.executeQuery();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return String.join(", ", names);
    }

    private static CopyManager copies(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
