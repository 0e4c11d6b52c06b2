package io.orgscribe.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.embedded.TestPostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ApiKeyCommandTest {

    private static TestPostgres.Database database;

    @BeforeAll
    static void open() {
        database = TestPostgres.database();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void a_key_is_printed_once_listed_and_revoked() throws SQLException {
        List<String> made = run("new", "Night job", "operator", "2099-12-31T00:00:00Z");
        assertThat(made).singleElement().asString().matches("osk_[A-Za-z0-9_-]{43}");
        String key = made.get(0);
        run("new", "Second", "viewer");

        List<String> lines = run("list");
        assertThat(String.join("\n", lines)).doesNotContain(key);
        assertThat(lines)
                .filteredOn(line -> line.contains("Night job"))
                .singleElement()
                .asString()
                .contains(key.substring(0, 12) + "\toperator\tNight job\t", "\t2099-12-31T00:00:00Z\t")
                .endsWith("\t\t");
        assertThat(lines.get(lines.size() - 1)).contains("\tSecond\t");

        String id = id(lines);
        assertThat(run("revoke", id)).isEmpty();
        List<String> after = run("list");
        assertThat(after).noneMatch(line -> line.startsWith(id) && line.endsWith("\t\t"));
        run("revoke", id);
        assertThat(run("list")).as("a second time changes nothing").isEqualTo(after);
        assertThat(audited(id)).containsExactly("command api_key_create Night job", "command api_key_revoke Night job");
    }

    private static List<String> audited(String id) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.connect();
                PreparedStatement select =
                        connection.prepareStatement("SELECT actor || ' ' || action || ' ' || target_name"
                                + " FROM orgscribe_admin_v1.audit WHERE target_id = ? ORDER BY id")) {
            select.setString(1, id);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    private static String id(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("Night job"))
                .findFirst()
                .orElseThrow()
                .split("\t")[0];
    }

    @Test
    void a_key_that_is_not_there_cannot_be_revoked() {
        assertThatThrownBy(() -> run("revoke", "01a22f64-6bf0-72ef-819b-83cda37ef32c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("api-key list");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "new",
                "new a",
                "new a owner",
                "new a viewer tomorrow",
                "new a viewer 2020-01-01T00:00:00Z",
                "new a viewer 2099-01-01T00:00:00Z more",
                "list all",
                "revoke",
                "revoke this",
                "remove all",
            })
    void what_is_no_command_says_what_would_be_one(String line) {
        List<String> arguments = line.isEmpty() ? List.of() : Arrays.asList(line.split(" "));

        assertThatThrownBy(() -> ApiKeyCommand.of(arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("api-key list");
    }

    @Test
    void a_name_that_rest_would_refuse_is_refused() {
        for (String name : List.of(" ", "a\nb", "a".repeat(101))) {
            assertThatThrownBy(() -> ApiKeyCommand.of(List.of("new", name, "viewer")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("name");
        }
    }

    @Test
    void a_database_of_another_version_is_left_alone() throws SQLException {
        try (TestPostgres.Database empty = TestPostgres.emptyDatabase()) {
            refused(empty);
            empty.migrate("23");
            refused(empty);
            empty.migrate("latest");
            execute(
                    empty,
                    "INSERT INTO flyway_schema_history SELECT 1000, (version::int + 1)::text, description, type, script,"
                            + " checksum, installed_by, installed_on, execution_time, success"
                            + " FROM flyway_schema_history WHERE version = '" + ApiKeyCommand.SCHEMA + "'");
            refused(empty);
            execute(empty, "DELETE FROM flyway_schema_history WHERE installed_rank = 1000");
            assertThat(run(empty, "list")).hasSize(1);
        }
    }

    private static void refused(TestPostgres.Database other) {
        assertThatThrownBy(() -> run(other, "new", "a", "viewer"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version " + ApiKeyCommand.SCHEMA);
    }

    @Test
    void the_version_is_that_of_the_newest_migration() throws IOException {
        try (Stream<Path> migrations = Files.list(Path.of("src/main/resources/db/migration"))) {
            assertThat(migrations
                            .map(file -> file.getFileName().toString())
                            .filter(name -> name.matches("V\\d+__.*"))
                            .mapToInt(name -> Integer.parseInt(name.replaceAll("V(\\d+)__.*", "$1")))
                            .max())
                    .hasValue(ApiKeyCommand.SCHEMA);
        }
    }

    private static void execute(TestPostgres.Database other, String sql) throws SQLException {
        try (Connection connection = other.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> run(String... arguments) throws SQLException {
        return run(database, arguments);
    }

    private static List<String> run(TestPostgres.Database database, String... arguments) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = database.connect()) {
            ApiKeyCommand.of(Arrays.asList(arguments)).run(connection, lines::add);
        }
        return lines;
    }
}
