package io.orgscribe.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import org.jose4j.base64url.Base64Url;
import org.jose4j.lang.ByteUtil;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of our own on the loopback interface, its cluster in a {@link DataDirectory} that the caller
 * holds. Roles: {@value #SUPERUSER} for this class only, {@value #APP} which owns the database of the same name, and
 * {@value #READER} for reports.
 */
final class EmbeddedPostgres implements PostgresSupervisor.Server, AutoCloseable {

    static final String SUPERUSER = "postgres";
    static final String APP = "orgscribe";
    static final String READER = "orgscribe_reader";

    private static final int PORT_ATTEMPTS = 3;

    private final DataDirectory directory;
    private final PostgresCommands commands;
    private final Map<String, String> settings;
    private final int port;

    private EmbeddedPostgres(
            DataDirectory directory, PostgresCommands commands, Map<String, String> settings, int port) {
        this.directory = directory;
        this.commands = commands;
        this.settings = settings;
        this.port = port;
    }

    /**
     * Starts the server, making cluster, roles and database where they do not exist, and ending what a killed service
     * has left running on this directory.
     *
     * @param settings PostgreSQL settings that differ from the usual ones
     */
    static EmbeddedPostgres start(DataDirectory directory, PostgresBinaries binaries, Map<String, String> settings) {
        try {
            PostgresCommands commands = new PostgresCommands(binaries, directory);
            if (Files.notExists(commands.cluster())) {
                commands.initialise(SUPERUSER, password(directory, SUPERUSER));
            }
            commands.endOrphans();
            EmbeddedPostgres server =
                    new EmbeddedPostgres(directory, commands, settings, startOnFreePort(commands, settings));
            server.createRolesAndDatabase();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("The embedded PostgreSQL cannot be prepared", e);
        }
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    String password(String role) {
        return password(directory, role);
    }

    /** A connection that may do everything. */
    Connection connectAsSuperuser() throws SQLException {
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setUrl(jdbcUrl("postgres"));
        server.setUser(SUPERUSER);
        server.setPassword(password(SUPERUSER));
        return server.getConnection();
    }

    @Override
    public void awaitEnd() throws IOException, InterruptedException {
        commands.awaitEnd();
    }

    /** At the same port, for that is where the service looks for it. */
    @Override
    public void restart() throws IOException {
        commands.endOrphans();
        commands.start(port, settings);
    }

    /** Ends it, where it has not ended by itself. */
    @Override
    public void close() {
        try {
            commands.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void createRolesAndDatabase() throws SQLException {
        try (Connection connection = connectAsSuperuser();
                Statement statement = connection.createStatement()) {
            for (String role : new String[] {APP, READER}) {
                if (isAbsent(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
                    statement.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + password(role) + "'");
                }
            }
            if (isAbsent(statement, "SELECT 1 FROM pg_database WHERE datname = '" + APP + "'")) {
                statement.execute("CREATE DATABASE " + APP + " OWNER " + APP);
            }
        }
    }

    private static boolean isAbsent(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return !row.next();
        }
    }

    private static int startOnFreePort(PostgresCommands commands, Map<String, String> settings) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            try {
                commands.start(port, settings);
                return port;
            } catch (StartupRefusedException e) {
                // Somebody may have taken the port between our look and the server's.
                if (attempt == PORT_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String password(DataDirectory directory, String role) {
        return directory.secret(role + ".password", () -> Base64Url.encode(ByteUtil.randomBytes(24)));
    }
}
