package io.orgscribe.embedded;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
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

    private static final String GRANTS = """
            GRANT USAGE ON SCHEMA orgscribe_v1 TO %1$s;
            GRANT SELECT ON ALL TABLES IN SCHEMA orgscribe_v1 TO %1$s;
            ALTER DEFAULT PRIVILEGES IN SCHEMA orgscribe_v1 GRANT SELECT ON TABLES TO %1$s""";

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
            statement.execute(String.format(Locale.ROOT, GRANTS, EmbeddedPostgres.READER));
        }
    }
}
