package io.orgscribe.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.ServiceProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** The migrations use nothing newer than PostgreSQL 15, tried on Debian's where it is installed. */
class OldestPostgresTest {

    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");

    @TempDir
    Path directory;

    @Test
    void the_migrations_apply_on_postgresql_15() throws Exception {
        assumeThat(PROGRAMS).as("PostgreSQL 15 of Debian").isDirectory();
        Path cluster = directory.resolve("cluster");
        int port = ServiceProcess.freePort();
        run("initdb", "-D", cluster, "-U", "orgscribe", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8");
        run(
                "pg_ctl",
                "start",
                "-w",
                "-D",
                cluster,
                "-l",
                directory.resolve("log"),
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off");
        try {
            var result = Flyway.configure()
                    .dataSource("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "orgscribe", "")
                    .load()
                    .migrate();

            assertThat(result.databaseType).isEqualTo("PostgreSQL");
            assertThat(result.migrationsExecuted).isPositive();
        } finally {
            run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", cluster);
        }
    }

    private void run(String program, Object... arguments) throws IOException, InterruptedException {
        // Debian's are there on Linux only.
        List<String> command =
                new ArrayList<>(PostgresCommands.prefix(System.getProperty("user.name"), Machine.LINUX_X86_64));
        command.add(PROGRAMS.resolve(program).toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(program + ".log").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(program).isZero();
    }
}
