package io.orgscribe.embedded;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;

/**
 * Gives the read-only role of the embedded mode its rights, once the schema is there. With a database of one's own its
 * owner does so: docs/sql.md has the same statements.
 */
@ApplicationScoped
class ReaderGrants {

    private static final List<String> GRANTS = List.of(
            "GRANT USAGE ON SCHEMA orgscribe_v1 TO " + EmbeddedPostgres.READER,
            "GRANT SELECT ON ALL TABLES IN SCHEMA orgscribe_v1 TO " + EmbeddedPostgres.READER,
            "ALTER DEFAULT PRIVILEGES IN SCHEMA orgscribe_v1 GRANT SELECT ON TABLES TO " + EmbeddedPostgres.READER);

    private final DataSource database;

    ReaderGrants(DataSource database) {
        this.database = database;
    }

    void grant(@Observes StartupEvent start) throws SQLException {
        if (!Boolean.getBoolean(EmbeddedMode.ACTIVE)) {
            return;
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String grant : GRANTS) {
                statement.execute(grant);
            }
        }
    }
}
