package io.orgscribe.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.embedded.TestPostgres;

import static org.assertj.core.api.Assertions.assertThat;

/** What V22 makes of Account's copies of Contact's fields. */
class AdoptedAnnotationsTest {

    private static final String MONDAY = "2026-11-23 08:00:00+00";
    private static final String TUESDAY = "2026-11-24 08:00:00+00";

    private final TestPostgres.Database database = TestPostgres.emptyDatabase();
    private final UUID connection = UUID.randomUUID();
    private Connection sql;

    @BeforeEach
    void before() throws SQLException {
        database.migrate("19");
        sql = database.connect();
        execute("INSERT INTO connection (id, name, login_url, auth_method) VALUES ('" + connection
                + "', 'Acme', 'https://example.my.salesforce.com', 'client_credentials')");
        table(1, "Account");
        table(2, "Contact");
        table(3, "Lead");
        column(2, "Bare__c", "'Of Contact', '{PII}', 'unmanaged', '" + TUESDAY + "', 'Ann'");
        column(2, "Told__c", "'Of Contact', '{PII}', 'unmanaged', '" + TUESDAY + "', 'Ann'");
        column(2, "Plain__c", "NULL, '{}', NULL, NULL, NULL");
        column(1, "Bare__pc", "NULL, '{}', NULL, NULL, NULL");
        column(1, "Told__pc", "'Of Account', '{GDPR}', NULL, '" + MONDAY + "', 'Bob'");
        column(1, "Plain__pc", "'Of Account', '{}', NULL, '" + MONDAY + "', 'Bob'");
        column(1, "Bare__c", "NULL, '{}', NULL, NULL, NULL");
        column(3, "Bare__pc", "NULL, '{}', NULL, NULL, NULL");
    }

    @AfterEach
    void close() throws SQLException {
        sql.close();
        database.close();
    }

    @Test
    void a_copy_takes_over_what_it_lacks() throws SQLException {
        column(1, "IsPersonAccount", "NULL, '{}', NULL, NULL, NULL");
        List<String> before = columns();

        database.migrate("22");

        List<String> after = columns();
        assertThat(after)
                .contains(
                        "1|Bare__pc|Of Contact|{PII}|unmanaged|" + TUESDAY + "|Ann",
                        "1|Told__pc|Of Account|{GDPR}|unmanaged|" + TUESDAY + "|Ann",
                        "1|Plain__pc|Of Account|{}||" + MONDAY + "|Bob");
        assertThat(after.stream().filter(column -> !column.contains("__pc") || column.startsWith("3")))
                .containsExactlyElementsOf(before.stream()
                        .filter(column -> !column.contains("__pc") || column.startsWith("3"))
                        .toList());
    }

    @Test
    void without_person_accounts_nothing_is_taken_over() throws SQLException {
        List<String> before = columns();

        database.migrate("22");

        assertThat(columns()).isEqualTo(before);
    }

    private void table(int id, String name) throws SQLException {
        execute("INSERT INTO catalog_table (id, connection_id, name, label, kind, custom, queryable, createable,"
                + " updateable, deletable, searchable, record_types, native, child_relationships, hash, from_rev,"
                + " first_seen_at) VALUES (" + id + ", '" + connection + "', '" + name + "', '" + name
                + "', 'standard', false, true, true, true, true, true, '[]', '{}', '[]', gen_random_uuid(), 1, now())");
    }

    private void column(int table, String name, String annotations) throws SQLException {
        execute("INSERT INTO catalog_column (connection_id, table_id, name, position, type, native_type, nullable,"
                + " is_unique, external_id, primary_key, custom, calculated, reference_to, master_detail, native, hash,"
                + " from_rev, first_seen_at, annotated, description, compliance_groups, manageable_state,"
                + " last_modified_at, last_modified_by) VALUES ('" + connection + "', " + table + ", '" + name
                + "', 0, 'string', 'string', true, false, false, false, true, false, '{}', false, '{}',"
                + " gen_random_uuid(), 1, now(), true, " + annotations + ")");
    }

    private List<String> columns() throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = sql.createStatement();
                var rows = statement.executeQuery("SELECT concat_ws('|', table_id, name, coalesce(description, ''),"
                        + " compliance_groups, coalesce(manageable_state, ''), coalesce(to_char(last_modified_at"
                        + " AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || '+00', ''), coalesce(last_modified_by, ''))"
                        + " FROM catalog_column ORDER BY table_id, name_key")) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private void execute(String statement) throws SQLException {
        try (Statement s = sql.createStatement()) {
            s.execute(statement);
        }
    }
}
