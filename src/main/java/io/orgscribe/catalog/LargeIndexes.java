package io.orgscribe.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import org.jboss.logging.Logger;

/** Makes the {@link LargeIndex}es while everything else goes on, and knows whether they are there. */
@ApplicationScoped
public class LargeIndexes {

    private static final Logger LOG = Logger.getLogger(LargeIndexes.class);

    /** Of the advisory lock that they are made under: it is the session's, for the statements allow no transaction. */
    static final long LOCK = 0x6f72_6773_6372_0003L;

    private static final String VALID = """
            SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE i.indisvalid AND c.relname = ANY (?) AND pg_table_is_visible(i.indrelid)""";

    private final AgroalDataSource database;
    private volatile boolean complete;

    LargeIndexes(AgroalDataSource database) {
        this.database = database;
    }

    /** Whether all are there. What needs one answers without it as long as they are not, and says so. */
    public boolean areComplete() {
        if (!complete) {
            try (Connection connection = database.getConnection()) {
                complete = valid(connection).size() == LargeIndex.values().length;
            } catch (SQLException e) {
                throw new IllegalStateException("Which indexes there are could not be read", e);
            }
        }
        return complete;
    }

    /**
     * Makes those that are missing, unless another replica is doing so. Takes minutes where a catalog has millions of
     * columns; runs and requests go on meanwhile.
     */
    public void complete() {
        if (areComplete()) {
            return;
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            if (single(statement, "SELECT pg_try_advisory_lock(" + LOCK + ")")) {
                try {
                    make(connection, statement);
                } finally {
                    statement.execute("RESET maintenance_work_mem");
                    statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("An index over the catalog could not be made", e);
        }
    }

    /**
     * Moves what was written lately to where it is found fast: each search reads what waits for it from end to end.
     * Without it PostgreSQL does so some time later, so that a failure is no more than noted.
     */
    public void settle() {
        if (!areComplete()) {
            return;
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (LargeIndex index : LargeIndex.values()) {
                if (index.hasPendingList()) {
                    statement.execute("SELECT gin_clean_pending_list('" + index.indexName() + "')");
                }
            }
        } catch (SQLException e) {
            LOG.warnf(e, "What was written lately is slower to search until PostgreSQL has moved it");
        }
    }

    private void make(Connection connection, Statement statement) throws SQLException {
        Set<String> valid = valid(connection);
        statement.execute("SET maintenance_work_mem = '128MB'");
        for (LargeIndex index : LargeIndex.values()) {
            if (!valid.contains(index.indexName())) {
                // What is left of an attempt that was ended serves no query, and would keep the name.
                statement.execute("DROP INDEX CONCURRENTLY IF EXISTS " + index.indexName());
                long started = System.nanoTime();
                statement.execute(index.create());
                LOG.infof("Made index %s in %d ms", index.indexName(), (System.nanoTime() - started) / 1_000_000);
            }
        }
        for (String table : new HashSet<>(
                Arrays.stream(LargeIndex.values()).map(LargeIndex::table).toList())) {
            // Without statistics of what the indexes hold the planner would not take them.
            statement.execute("ANALYZE " + table);
        }
        for (LargeIndex index : LargeIndex.values()) {
            if (index.replaced().isPresent()) {
                statement.execute(
                        "DROP INDEX CONCURRENTLY IF EXISTS " + index.replaced().get());
            }
        }
    }

    private static Set<String> valid(Connection connection) throws SQLException {
        Set<String> valid = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(VALID)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            Arrays.stream(LargeIndex.values())
                                    .map(LargeIndex::indexName)
                                    .toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    valid.add(rows.getString(1));
                }
            }
        }
        return valid;
    }

    private static boolean single(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
