package io.orgscribe.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import io.orgscribe.ServiceProcess;
import io.orgscribe.embedded.TestPostgres;

/** Some processes of the service on one database. */
final class Replicas implements AutoCloseable {

    /** After how long a replica is missed; that of people is 10 seconds. */
    static final Duration LEASE = Duration.ofSeconds(Integer.getInteger("chaos.lease-seconds", 6));

    private final Path directory;
    private final TestPostgres.Database database;
    private final String keyset;
    private final UnaryOperator<ServiceProcess.Builder> settings;
    private final List<ServiceProcess> processes = new CopyOnWriteArrayList<>();
    private final List<ServiceProcess> gone = new ArrayList<>();

    Replicas(
            Path directory,
            TestPostgres.Database database,
            String keyset,
            UnaryOperator<ServiceProcess.Builder> settings) {
        this.directory = directory;
        this.database = database;
        this.keyset = keyset;
        this.settings = settings;
    }

    /** One that somebody else has started, and ends. */
    static Replicas of(ServiceProcess process) {
        Replicas one = new Replicas(Path.of(""), null, "", service -> service);
        one.processes.add(process);
        return one;
    }

    /** All at once, as a deployment starts them. Returns when all are ready. */
    Replicas start(int count) {
        for (int i = 0; i < count; i++) {
            processes.add(process(i));
        }
        processes.forEach(ServiceProcess::awaitReady);
        return this;
    }

    ServiceProcess get(int i) {
        return processes.get(i);
    }

    int size() {
        return processes.size();
    }

    /** SIGKILL, and another process in its place, which is not awaited. */
    void replace(int i) {
        processes.get(i).kill();
        gone.add(processes.get(i));
        processes.set(i, process(i));
    }

    /**
     * What an orchestrator does: a process that has ended by itself, such as one that found no database, is started
     * anew.
     */
    void revive() {
        for (int i = 0; i < processes.size(); i++) {
            if (!processes.get(i).isAlive()) {
                gone.add(processes.get(i));
                processes.set(i, process(i));
            }
        }
    }

    /** The process that works under this name in the run table. */
    int owner(String owner) {
        for (int i = 0; i < processes.size(); i++) {
            if (owner.startsWith(processes.get(i).pid() + "-")) {
                return i;
            }
        }
        throw new IllegalArgumentException("No replica is " + owner);
    }

    /** What all of them have logged, those that were killed included. */
    String logs() {
        StringBuilder logs = new StringBuilder();
        gone.forEach(process -> logs.append(process.log()));
        processes.forEach(process -> logs.append(process.log()));
        return logs.toString();
    }

    /** For many processes on one machine. */
    static ServiceProcess.Builder small(ServiceProcess.Builder service) {
        return service.jvm("-Xmx192m");
    }

    /** How the sessions of a replica are named in PostgreSQL, but for those that write for a run. */
    static String name(int i) {
        return "replica-" + i;
    }

    private ServiceProcess process(int i) {
        return settings.apply(ServiceProcess.in(directory)
                        .on(database, keyset)
                        .env("ORGSCRIBE_EXTRACTION_LEASE", LEASE.toString())
                        .env(
                                "ORGSCRIBE_EXTRACTION_HEARTBEAT",
                                LEASE.dividedBy(5).toString())
                        .jvm("-Dquarkus.datasource.jdbc.additional-jdbc-properties.ApplicationName=" + name(i)))
                .start();
    }

    @Override
    public void close() {
        processes.forEach(process -> {
            if (process.isAlive()) {
                process.kill();
            }
        });
    }
}
