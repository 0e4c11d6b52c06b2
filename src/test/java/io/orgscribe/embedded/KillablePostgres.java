package io.orgscribe.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.orgscribe.ServiceProcess;

/**
 * A PostgreSQL server of a test's own, which it may kill and start again at the same port. It loses nothing that was
 * committed when its processes are killed; only a crash of the machine is not provided for.
 */
public final class KillablePostgres implements AutoCloseable {

    private final DataDirectory directory;
    private final PostgresCommands commands;
    private final Map<String, String> settings = new HashMap<>(Map.of("fsync", "off", "full_page_writes", "off"));
    private final int port;
    private final TestPostgres.Database database;

    /**
     * @param path an empty directory
     * @param more PostgreSQL's settings that differ from those of the embedded mode
     */
    public KillablePostgres(Path path, Map<String, String> more) throws IOException {
        settings.putAll(more);
        directory = DataDirectory.take(path);
        PostgresBinaries binaries = TestPostgres.binaries();
        commands = new PostgresCommands(binaries, directory);
        // Makes the roles and the database.
        EmbeddedPostgres.start(directory, binaries, settings).close();
        port = ServiceProcess.freePort();
        commands.start(port, settings);
        database = new TestPostgres.Database(
                EmbeddedPostgres.APP,
                "jdbc:postgresql://127.0.0.1:" + port + "/" + EmbeddedPostgres.APP,
                EmbeddedPostgres.APP,
                directory.secret(EmbeddedPostgres.APP + ".password", () -> {
                    throw new IllegalStateException("The server was started");
                }));
    }

    /** Its only one, which ends with the server: not to be closed. */
    public TestPostgres.Database database() {
        return database;
    }

    public Connection connect() throws SQLException {
        return database.connect();
    }

    /** As the superuser, to whom PostgreSQL keeps some connections when there are no others. */
    public Connection connectAsSuperuser() throws SQLException {
        return DriverManager.getConnection(
                database.url().replaceAll("/[^/]*$", "/postgres"),
                EmbeddedPostgres.SUPERUSER,
                directory.secret(EmbeddedPostgres.SUPERUSER + ".password", () -> {
                    throw new IllegalStateException("The server was started");
                }));
    }

    /** SIGKILL to the server, and then to the backends that it leaves. */
    public void kill() throws IOException {
        String pid = Files.readAllLines(commands.cluster().resolve("postmaster.pid"))
                .get(0)
                .strip();
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(postmaster -> {
            // Without their postmaster they are known on Linux only.
            List<ProcessHandle> backends = postmaster.descendants().toList();
            killAndAwait(postmaster);
            backends.forEach(KillablePostgres::killAndAwait);
        });
        commands.endOrphans();
    }

    private static void killAndAwait(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    public void restart() throws IOException {
        commands.start(port, settings);
    }

    @Override
    public void close() {
        try {
            commands.endOrphans();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            directory.close();
        }
    }
}
