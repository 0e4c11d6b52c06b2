package io.orgscribe.embedded;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.ServiceProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The packaged service and its data directory: one life, from the first start through what can happen to it. In order,
 * because every start takes seconds.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedModeIT {

    @TempDir
    static Path directory;

    private ServiceProcess service;

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    @Order(1)
    void the_first_start_makes_a_database_that_only_its_owner_can_read() throws IOException, SQLException {
        service = ServiceProcess.in(directory).start().awaitReady();
        execute("CREATE TABLE kept (answer int)");
        execute("INSERT INTO kept VALUES (42)");

        for (String secret : new String[] {
            "postgres.password", "orgscribe.password", "orgscribe_reader.password", "vault-keyset.json"
        }) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data().resolve(secret))))
                    .as(secret)
                    .isEqualTo("rw-------");
            assertThat(service.log()).doesNotContain(Files.readString(data().resolve(secret)));
        }
    }

    @Test
    @Order(2)
    void a_second_service_on_the_same_directory_is_refused_and_told_who_holds_it() throws SQLException {
        try (ServiceProcess second = ServiceProcess.in(directory).start()) {
            assertThat(second.awaitExit()).isNotZero();
            assertThat(second.log()).contains(data().toString()).contains(Long.toString(service.pid()));
        }
        assertThat(kept()).isEqualTo(42);
    }

    @Test
    @Order(3)
    void a_restart_keeps_the_data_and_the_secrets() throws IOException, SQLException {
        String keyset = Files.readString(data().resolve("vault-keyset.json"));
        service.close();
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.notExists(postmasterPid()));

        service = ServiceProcess.in(directory).start().awaitReady();

        assertThat(kept()).isEqualTo(42);
        assertThat(Files.readString(data().resolve("vault-keyset.json"))).isEqualTo(keyset);
    }

    @Test
    @Order(4)
    void after_a_kill_the_server_left_behind_is_ended_and_the_data_are_there() throws IOException, SQLException {
        service.kill();
        ProcessHandle orphan = postmaster();
        assertThat(orphan.isAlive()).isTrue();

        service = ServiceProcess.in(directory).start().awaitReady();

        assertThat(orphan.isAlive()).isFalse();
        assertThat(kept()).isEqualTo(42);
    }

    @Test
    @Order(5)
    void after_a_kill_of_both_a_stale_pid_file_hinders_nothing_and_harms_nobody() throws Exception {
        ProcessHandle postmaster = postmaster();
        service.kill();
        postmaster.destroyForcibly();
        postmaster.onExit().join();
        Process stranger = new ProcessBuilder("sleep", "300").start();
        try {
            // A number is given out again: the file now names a process that has nothing to do with us.
            String stale = Files.readString(postmasterPid());
            Files.writeString(postmasterPid(), stale.replaceFirst("^\\d+", Long.toString(stranger.pid())));

            service = ServiceProcess.in(directory).start().awaitReady();

            assertThat(stranger.isAlive()).isTrue();
            assertThat(kept()).isEqualTo(42);
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    @Order(6)
    void a_server_that_is_killed_is_started_again_and_the_service_goes_on() throws Exception {
        ProcessHandle killed = postmaster();
        killed.destroyForcibly();
        killed.onExit().join();

        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> kept() == 42 && postmaster().pid() != killed.pid());

        service.awaitReady();
        assertThat(service.log())
                .contains("The embedded PostgreSQL has ended by itself", "The embedded PostgreSQL runs again");
    }

    @Test
    @Order(7)
    void a_database_in_a_properties_file_counts_too_and_a_missing_keyset_is_said(@TempDir Path elsewhere)
            throws IOException {
        try (TestPostgres.Database database = TestPostgres.database()) {
            Files.createDirectory(elsewhere.resolve("config"));
            Files.writeString(
                    elsewhere.resolve("config/application.properties"),
                    "quarkus.datasource.jdbc.url=" + database.url() + "\nquarkus.datasource.username="
                            + database.username() + "\nquarkus.datasource.password=" + database.password() + "\n");
            // Whoever had begun to work in the background would soon tell of a database that is closed.
            try (ServiceProcess external = ServiceProcess.in(elsewhere)
                    .env("ORGSCRIBE_EXTRACTION_POLL_INTERVAL", "PT0.005S")
                    .env("ORGSCRIBE_EXTRACTION_HEARTBEAT", "PT0.005S")
                    .start()) {
                assertThat(external.awaitExit()).isNotZero();
                assertThat(external.log())
                        .contains("ORGSCRIBE_VAULT_KEYSET")
                        .doesNotContain(database.password())
                        .doesNotContain("\"WARN\"", "\"ERROR\"", "Exception");
                assertThat(elsewhere.resolve("data")).doesNotExist();
            }
        }
    }

    @Test
    @Order(8)
    void an_address_for_everybody_is_refused_unless_it_is_meant() {
        service.close();
        try (ServiceProcess open =
                ServiceProcess.in(directory).env("QUARKUS_HTTP_HOST", "0.0.0.0").start()) {
            assertThat(open.awaitExit()).isNotZero();
            assertThat(open.log()).contains("orgscribe.access.open=true");
        }
        assertThat(postmasterPid()).doesNotExist();
    }

    @Test
    @Order(9)
    void keys_are_made_whether_the_service_runs_or_not() throws Exception {
        String first = command("new", "Rests", "viewer");
        assertThat(postmasterPid()).doesNotExist();

        service = ServiceProcess.in(directory)
                .env("ORGSCRIBE_ACCESS_REQUIRED", "true")
                .start()
                .awaitReady();
        String second = command("new", "Runs", "viewer");

        assertThat(service.get("/api/v1/me").statusCode()).isEqualTo(401);
        for (String key : List.of(first, second)) {
            await().atMost(Duration.ofSeconds(10)).until(() -> me(key) == 200);
        }
        assertThat(command("list")).contains("\tRests\t", "\tRuns\t");
        assertThat(kept()).isEqualTo(42);
    }

    @Test
    void where_there_is_no_database_none_is_made(@TempDir Path elsewhere) {
        try (ServiceProcess command = ServiceProcess.in(elsewhere).start("api-key", "list")) {
            assertThat(command.awaitExit()).isEqualTo(1);
            assertThat(command.log()).contains("ORGSCRIBE_DATA_DIR");
        }
        assertThat(elsewhere.resolve("data")).doesNotExist();
    }

    private int me(String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.uri("/api/v1/me"))
                .header("Authorization", "Bearer " + key)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String command(String... arguments) {
        String[] all = Stream.concat(Stream.of("api-key"), Stream.of(arguments)).toArray(String[]::new);
        try (ServiceProcess command = ServiceProcess.in(directory).start(all)) {
            assertThat(command.awaitExit()).as(command::log).isZero();
            return command.log().strip();
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path postmasterPid() {
        return data().resolve("cluster/postmaster.pid");
    }

    private ProcessHandle postmaster() throws IOException {
        return ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(postmasterPid()).get(0)))
                .orElseThrow();
    }

    private int kept() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT answer FROM kept")) {
            row.next();
            return row.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        try {
            String port = Files.readAllLines(postmasterPid()).get(3);
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port + "/orgscribe",
                    "orgscribe",
                    Files.readString(data().resolve("orgscribe.password")));
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }
}
