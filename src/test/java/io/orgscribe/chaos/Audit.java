package io.orgscribe.chaos;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keeps, inside the database, who has committed a row of what belongs to runs and catalogs, and when. */
final class Audit {

    private Audit() {}

    static void install(Connection database) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute("""
                    CREATE TABLE audit (session text, relation text, at timestamptz);
                    CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        INSERT INTO audit VALUES (current_setting('application_name'), TG_RELNAME, clock_timestamp());
                        RETURN NULL;
                    END $$;
                    DO $$
                    DECLARE t text;
                    BEGIN
                        FOR t IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                            AND (relname LIKE 'staged_%' OR relname LIKE 'catalog_%'
                                OR relname IN ('run', 'run_failure', 'describe_validator', 'connection')) LOOP
                            EXECUTE format('CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON %I'
                                || ' FOR EACH ROW EXECUTE FUNCTION audit()', t);
                        END LOOP;
                    END $$""");
        }
    }

    /** Rows that such sessions have committed since then, by table. */
    static List<String> rows(Connection database, List<String> sessions, Instant since) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var select = database.prepareStatement("SELECT session || ' ' || relation || ' ' || count(*) FROM audit"
                + " WHERE session = ANY (?) AND at > ? GROUP BY session, relation")) {
            select.setArray(1, database.createArrayOf("text", sessions.toArray()));
            select.setTimestamp(2, Timestamp.from(since));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }
}
