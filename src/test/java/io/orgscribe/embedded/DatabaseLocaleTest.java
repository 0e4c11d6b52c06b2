package io.orgscribe.embedded;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A start on a database whose language has another lower case than Java without a locale. */
class DatabaseLocaleTest {

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "az-AZ"})
    void one_that_lowers_i_otherwise_is_refused_before_anything_is_made(String language) throws Exception {
        try (TestPostgres.Database database = TestPostgres.emptyDatabaseOf(language)) {
            assertThatThrownBy(() -> database.migrate("latest"))
                    .hasMessageContaining("collation " + language)
                    .hasMessageContaining("CREATE DATABASE");

            try (var session = database.connect();
                    var statement = session.createStatement();
                    var rows = statement.executeQuery("SELECT count(*) FROM pg_class WHERE relname = 'connection'")) {
                rows.next();
                assertThat(rows.getLong(1)).isZero();
            }
        }
    }

    @Test
    void others_are_taken() {
        try (TestPostgres.Database database = TestPostgres.emptyDatabaseOf("de-DE")) {
            database.migrate("latest");
        }
    }
}
