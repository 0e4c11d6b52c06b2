package io.orgscribe.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The service's database for a command that runs beside the service or without it: the configured one, or else the
 * embedded one, which is started for as long as this is open where no service has it running.
 */
public final class CommandDatabase implements AutoCloseable {

    /** Of postmaster.pid, which PostgreSQL has written in this order since version 9.1. */
    private static final int PORT_LINE = 3;

    private final Connection connection;
    private final List<AutoCloseable> rest;

    private CommandDatabase(Connection connection, List<AutoCloseable> rest) {
        this.connection = connection;
        this.rest = rest;
    }

    /**
     * Connects as the service would.
     *
     * @throws StartupRefusedException where there is no database yet, or none that can be reached
     */
    public static CommandDatabase open() {
        SmallRyeConfig config = ConfigUtils.configBuilder().build();
        Optional<String> url = config.getOptionalValue(EmbeddedMode.URL, String.class);
        if (url.isPresent()) {
            return new CommandDatabase(
                    connect(
                            url.get(),
                            config.getOptionalValue("quarkus.datasource.username", String.class),
                            config.getOptionalValue("quarkus.datasource.password", String.class)),
                    List.of());
        }
        Path data = EmbeddedMode.dataDirectory(config);
        if (Files.notExists(data.resolve("cluster"))) {
            throw new StartupRefusedException("There is no database in " + data.toAbsolutePath()
                    + " yet. Start the service once, or name its directory by ORGSCRIBE_DATA_DIR, or its database by"
                    + " QUARKUS_DATASOURCE_JDBC_URL.");
        }
        DataDirectory directory;
        try {
            directory = DataDirectory.take(data);
        } catch (StartupRefusedException inUse) {
            return ofService(data, inUse);
        }
        return started(directory);
    }

    /** The server of the service that holds the directory. */
    private static CommandDatabase ofService(Path data, StartupRefusedException inUse) {
        try {
            String port = Files.readAllLines(data.resolve("cluster/postmaster.pid"))
                    .get(PORT_LINE)
                    .strip();
            String password = Files.readString(data.resolve(EmbeddedPostgres.APP + ".password"));
            return new CommandDatabase(
                    connect(
                            "jdbc:postgresql://127.0.0.1:" + port + "/" + EmbeddedPostgres.APP,
                            Optional.of(EmbeddedPostgres.APP),
                            Optional.of(password)),
                    List.of());
        } catch (IOException | IndexOutOfBoundsException e) {
            inUse.addSuppressed(e);
            throw inUse;
        }
    }

    private static CommandDatabase started(DataDirectory directory) {
        EmbeddedPostgres server =
                EmbeddedPostgres.start(directory, PostgresBinaries.unpack(directory.path()), Map.of());
        try {
            return new CommandDatabase(
                    connect(
                            server.jdbcUrl(EmbeddedPostgres.APP),
                            Optional.of(EmbeddedPostgres.APP),
                            Optional.of(server.password(EmbeddedPostgres.APP))),
                    List.of(server, directory));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Connection connect(String url, Optional<String> user, Optional<String> password) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        try {
            database.setUrl(url);
        } catch (IllegalArgumentException e) {
            // Its text is the URL, which may hold a password.
            throw new StartupRefusedException(
                    EmbeddedMode.URL + " is no URL such as jdbc:postgresql://host/orgscribe.");
        }
        user.ifPresent(database::setUser);
        password.ifPresent(database::setPassword);
        try {
            return database.getConnection();
        } catch (SQLException e) {
            throw new StartupRefusedException("The database cannot be reached: " + e.getMessage(), e);
        }
    }

    public Connection connection() {
        return connection;
    }

    /** Gives the connection back, and ends the server if it was started for it. */
    @Override
    public void close() throws SQLException {
        connection.close();
        for (AutoCloseable one : rest) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException("The embedded PostgreSQL cannot be ended", e);
            }
        }
    }
}
