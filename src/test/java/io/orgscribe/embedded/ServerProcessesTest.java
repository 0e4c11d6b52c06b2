package io.orgscribe.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ServerProcessesTest {

    @ParameterizedTest
    @CsvSource({
        "/data/postgresql-1/bin/postgres, -D /data/cluster -c port=5432, true",
        "/opt/an-older-one/bin/postgres, -c port=5432 -D /data/cluster, true",
        "/data/postgresql-1/bin/postgres, -D /data/another, false",
        "/data/postgresql-1/bin/postgres, -D /data/cluster2, false",
        "/data/postgresql-1/bin/postgres, /data/cluster -D, false",
        "/data/postgresql-1/bin/pg_ctl, start -D /data/cluster, false",
        "/usr/bin/vi, /data/cluster/postgresql.conf, false",
        "/usr/bin/sleep, 300, false",
        "'', '', false",
    })
    void a_postmaster_is_known_by_its_program_and_its_cluster(String program, String arguments, boolean expected) {
        assertThat(ServerProcesses.isPostmaster(program, List.of(arguments.split(" ")), Path.of("/data/cluster")))
                .isEqualTo(expected);
    }

    /** What Linux does not need can be tried there. */
    @Test
    void the_command_line_finds_the_processes_that_the_working_directory_does() throws IOException {
        Path cluster = clusterOf(TestPostgres.database());

        // They come and go.
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ServerProcesses.byCommandLine(cluster))
                        .hasSizeGreaterThan(3)
                        .containsExactlyInAnyOrderElementsOf(ServerProcesses.on(
                                        cluster, Machine.of("Linux", "amd64").orElseThrow())
                                .running()));
        assertThat(ServerProcesses.byCommandLine(cluster.resolveSibling("another")))
                .isEmpty();
    }

    private static Path clusterOf(TestPostgres.Database database) throws IOException {
        try (database;
                Stream<Path> directories = Files.list(Path.of("target").toAbsolutePath())) {
            for (Path directory : directories.toList()) {
                Path pidFile = directory.resolve("cluster/postmaster.pid");
                if (Files.exists(pidFile)
                        && database.url()
                                .contains(":" + Files.readAllLines(pidFile).get(3) + "/")) {
                    return directory.resolve("cluster");
                }
            }
        }
        throw new AssertionError("No cluster below target serves " + database.url());
    }
}
