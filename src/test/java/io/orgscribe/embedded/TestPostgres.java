package io.orgscribe.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import org.flywaydb.core.Flyway;

import io.orgscribe.FileLocked;
import io.orgscribe.vault.Vault;

/**
 * A real PostgreSQL for tests: one server per JVM, a database of its own for every start of Quarkus, dropped at its
 * end.
 *
 * <ul>
 *   <li>A Quarkus test is annotated {@link io.orgscribe.OrgscribeTest} instead of {@code @QuarkusTest} and finds its
 *       database in the injected {@code DataSource}.
 *   <li>Any other test takes one by {@link #database()}, or by {@link #emptyDatabase()}, and closes it.
 * </ul>
 */
public final class TestPostgres implements QuarkusTestResourceLifecycleManager {

    private Database database;

    @Override
    public Map<String, String> start() {
        database = database();
        return Map.of(
                "quarkus.datasource.jdbc.url", database.url(),
                "quarkus.datasource.username", database.username(),
                "quarkus.datasource.password", database.password(),
                "orgscribe.vault.keyset", Vault.newKeyset());
    }

    @Override
    public void stop() {
        if (database != null) {
            database.close();
        }
    }

    /** A database with the schema that the service would have made: a copy, for to migrate one takes seconds. */
    public static Database database() {
        return create(" TEMPLATE " + Server.migrated());
    }

    /** An empty database, owned by a role that is no superuser. */
    public static Database emptyDatabase() {
        return create("");
    }

    /** @param language of ICU, by whose rules texts are compared and brought to lower case */
    static Database emptyDatabaseOf(String language) {
        return create(" TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE '" + language + "'");
    }

    private static Database create(String template) {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        Server.execute("CREATE DATABASE " + name + " OWNER " + EmbeddedPostgres.APP + template);
        return new Database(name, Server.url(name), EmbeddedPostgres.APP, Server.password(EmbeddedPostgres.APP));
    }

    /** Unpacked by one JVM of those that start at once. */
    static PostgresBinaries binaries() {
        Path target = Path.of("target").toAbsolutePath();
        try {
            return FileLocked.by(target.resolve("unpacking.lock"), () -> PostgresBinaries.unpack(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One database of the test server; closing drops it. */
    public record Database(String name, String url, String username, String password) implements AutoCloseable {

        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url, username, password);
        }

        /** @param version of the schema, or {@code latest} */
        public void migrate(String version) {
            Flyway.configure()
                    .dataSource(url, username, password)
                    .target(version)
                    .load()
                    .migrate();
        }

        @Override
        public void close() {
            Server.execute("DROP DATABASE " + name + " WITH (FORCE)");
        }

        @Override
        public String toString() {
            return url;
        }
    }

    /**
     * Started by the first who asks, ended with the JVM. Where it listens is in system properties, for Quarkus runs its
     * tests in class loaders of their own, and statics are not shared between them.
     */
    private static final class Server {

        private static final String URL = "test-postgres.url";
        private static final String PASSWORD_OF = "test-postgres.password.";
        private static final String MIGRATED = "test-postgres.migrated";

        private static String url(String database) {
            if (System.getProperty(URL) == null) {
                start();
            }
            return System.getProperty(URL) + database;
        }

        private static String password(String role) {
            return System.getProperty(PASSWORD_OF + role);
        }

        /** A database that is migrated once, to copy. */
        private static String migrated() {
            if (System.getProperty(MIGRATED) == null) {
                Database database = emptyDatabase();
                database.migrate("latest");
                System.setProperty(MIGRATED, database.name());
            }
            return System.getProperty(MIGRATED);
        }

        private static void start() {
            Path target = Path.of("target").toAbsolutePath();
            DataDirectory directory = takeFirstFree(target);
            // Durability is switched off: what a crash would lose is thrown away anyway.
            EmbeddedPostgres server = EmbeddedPostgres.start(
                    directory,
                    binaries(),
                    Map.of(
                            "fsync", "off",
                            "synchronous_commit", "off",
                            "full_page_writes", "off",
                            "max_connections", "300"));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-test-postgres"));
            System.setProperty(URL, server.jdbcUrl(""));
            for (String role : List.of(EmbeddedPostgres.SUPERUSER, EmbeddedPostgres.APP)) {
                System.setProperty(PASSWORD_OF + role, server.password(role));
            }
            dropLeftovers();
        }

        /** The cluster is kept between runs, for initdb takes seconds; two runs at a time use two. */
        private static DataDirectory takeFirstFree(Path target) {
            for (int i = 0; ; i++) {
                try {
                    return DataDirectory.take(target.resolve("test-postgres-" + i));
                } catch (StartupRefusedException e) {
                    if (i == 9) {
                        throw e;
                    }
                }
            }
        }

        private static void dropLeftovers() {
            List<String> names = new ArrayList<>();
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT datname FROM pg_database WHERE starts_with(datname, 'test_')")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            names.forEach(name -> execute("DROP DATABASE " + name + " WITH (FORCE)"));
        }

        private static void execute(String sql) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Connection connect() throws SQLException {
            return DriverManager.getConnection(
                    url("postgres"), EmbeddedPostgres.SUPERUSER, password(EmbeddedPostgres.SUPERUSER));
        }
    }
}
