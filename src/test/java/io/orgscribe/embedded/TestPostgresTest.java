package io.orgscribe.embedded;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TestPostgresTest {

    @Test
    void a_database_belongs_to_a_role_that_is_no_superuser_and_may_have_trigrams() throws SQLException {
        try (var database = TestPostgres.emptyDatabase();
                var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION pg_trgm");
            try (var row = statement.executeQuery(
                    "SELECT similarity('Größe', 'GRÖSSE') > 0, rolsuper, current_setting('server_version_num')::int"
                            + " FROM pg_roles WHERE rolname = current_user")) {
                row.next();
                assertThat(row.getBoolean(1)).isTrue();
                assertThat(row.getBoolean(2)).isFalse();
                assertThat(row.getInt(3)).isGreaterThanOrEqualTo(170000);
            }
        }
    }
}
