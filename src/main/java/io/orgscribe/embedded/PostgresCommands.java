package io.orgscribe.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

/** PostgreSQL's own programs, run on the cluster of one {@link DataDirectory}. */
final class PostgresCommands {

    private static final Logger LOG = Logger.getLogger(PostgresCommands.class);

    /** Durable, and small enough for a machine that also runs the service; what is not here is PostgreSQL's default. */
    private static final Map<String, String> SETTINGS = Map.of(
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "max_connections", "100",
            "shared_buffers", "128MB",
            "max_wal_size", "1GB",
            "wal_compression", "on",
            "log_checkpoints", "off",
            "timezone", "UTC",
            "log_timezone", "UTC");

    private final PostgresBinaries binaries;
    private final List<String> prefix;
    private final Path cluster;
    private final Path log;
    private final ServerProcesses processes;

    PostgresCommands(PostgresBinaries binaries, DataDirectory directory) {
        this.binaries = binaries;
        this.prefix = prefix(System.getProperty("user.name"), binaries.machine());
        this.cluster = directory.resolve("cluster");
        this.log = directory.resolve("postgresql.log");
        this.processes = ServerProcesses.on(cluster, binaries.machine());
    }

    /**
     * What goes before each command, for PostgreSQL refuses to run as root: on Linux it does not see that it does in a
     * user namespace of its own.
     *
     * @throws StartupRefusedException for root where there are no such namespaces
     */
    static List<String> prefix(String user, Machine machine) {
        if (!user.equals("root")) {
            return List.of();
        }
        if (!machine.isLinux()) {
            throw new StartupRefusedException("PostgreSQL refuses to run as root. Start Orgscribe as another user. "
                    + PostgresBinaries.OWN_SERVER + " if it must be root.");
        }
        return List.of("unshare", "-U");
    }

    Path cluster() {
        return cluster;
    }

    /** Makes the cluster, whole or not at all. */
    void initialise(String superuser, String password) throws IOException {
        Path draft = Files.createTempDirectory(cluster.getParent(), "initdb");
        Path passwordFile = Files.createTempFile(cluster.getParent(), "initdb", ".password");
        try {
            Files.writeString(passwordFile, password);
            // C.UTF-8 from PostgreSQL itself: the same order on every machine, whatever its locales.
            run(
                    60,
                    binaries.program("initdb"),
                    "--pgdata=" + draft,
                    "--username=" + superuser,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--data-checksums",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8");
            Files.move(draft, cluster, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.delete(passwordFile);
        }
    }

    /** Starts the server and waits until it takes connections. */
    void start(int port, Map<String, String> overrides) throws IOException {
        Map<String, String> settings = new TreeMap<>(SETTINGS);
        settings.put("port", Integer.toString(port));
        settings.putAll(overrides);
        String options = settings.entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + "='" + setting.getValue() + "'")
                .collect(Collectors.joining(" "));
        run(120, binaries.program("pg_ctl"), "start", "-w", "-t", "100", "-D", cluster, "-l", log, "-o", options);
    }

    /** Returns when the server that was started has ended, whoever has ended it. */
    void awaitEnd() throws IOException, InterruptedException {
        Optional<ProcessHandle> postmaster = postmaster().flatMap(ProcessHandle::of);
        if (postmaster.isPresent()) {
            try {
                postmaster.get().onExit().get();
            } catch (ExecutionException e) {
                throw new IOException("The server's process cannot be watched", e);
            }
        }
    }

    /** Its number, where there is a file with it. */
    private Optional<Long> postmaster() throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        return Files.exists(pidFile)
                ? Optional.of(Long.valueOf(Files.readAllLines(pidFile).get(0).strip()))
                : Optional.empty();
    }

    /** Ends the server, rolling back what is open; nothing where there is none. */
    void stop() throws IOException {
        if (processes.running().isEmpty()) {
            return;
        }
        run(120, binaries.program("pg_ctl"), "stop", "-w", "-t", "100", "-m", "fast", "-D", cluster);
    }

    /**
     * Ends what a killed service or a killed postmaster has left running here. The caller holds the data directory, so
     * no living service uses it; a stranger that was given the number in a stale postmaster.pid is left alone.
     */
    void endOrphans() throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        List<ProcessHandle> orphans = processes.running();
        if (!orphans.isEmpty()) {
            LOG.infof("Ending the PostgreSQL server that was left running on %s", cluster);
            Optional<Long> postmaster = postmaster();
            if (orphans.stream()
                    .anyMatch(process ->
                            postmaster.filter(pid -> pid == process.pid()).isPresent())) {
                stop();
            }
            for (ProcessHandle left : processes.running()) {
                left.destroyForcibly();
                left.onExit().orTimeout(10, TimeUnit.SECONDS).join();
            }
        }
        Files.deleteIfExists(pidFile);
    }

    /** The output goes to a file: a server that inherits a pipe would keep it open for as long as it lives. */
    private void run(int timeoutSeconds, Path program, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(program.toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path output = log.resolveSibling(program.getFileName() + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new StartupRefusedException(
                        program + " did not end within " + timeoutSeconds + " s; see " + output + " and " + log);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for " + program, e);
        }
        if (process.exitValue() != 0) {
            throw new StartupRefusedException(
                    program + " failed: " + Files.readString(output).strip() + " (see also " + log + ")");
        }
    }
}
