package io.orgscribe.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.embedded.TestPostgres;

import static org.assertj.core.api.Assertions.assertThat;

/** What V17 makes of changes that versions before have recorded several times. */
class DoubledChangesTest {

    private static final String SINCE = "'2026-11-24T08:00:00Z'";

    private final TestPostgres.Database database = TestPostgres.emptyDatabase();
    private final UUID connection = UUID.randomUUID();
    private final UUID run = UUID.randomUUID();
    private Connection sql;

    @BeforeEach
    void before() throws SQLException {
        database.migrate("16");
        sql = database.connect();
        execute("INSERT INTO connection (id, name, login_url, auth_method) VALUES ('" + connection
                + "', 'Acme', 'https://example.my.salesforce.com', 'client_credentials')");
        execute("INSERT INTO run (id, connection_id, trigger, mode, coverage, status, not_before, created_at, changed,"
                + " renamed, added) VALUES ('" + run + "', '" + connection
                + "', 'api', 'incremental', 'complete', 'succeeded', now(), now(), 6, 2, 3)");
        table(1, "Edited", "Ann");
        table(2, "Unedited", null);
    }

    @AfterEach
    void close() throws SQLException {
        sql.close();
        database.close();
    }

    @Test
    void one_row_stays_by_whom_the_tables_version_names() throws SQLException {
        for (String author : new String[] {"'Bob'", "'Ann'", "'Cid'"}) {
            change(1, "NULL", "changed", "'label'", author);
        }
        change(2, "NULL", "changed", "'label'", "'Bob'");
        change(2, "NULL", "changed", "'label'", "NULL");
        change(2, "NULL", "renamed", "'name'", "'Bob'");
        change(2, "NULL", "renamed", "'name'", "'Cid'");
        // Alone, or of a column, or without an attribute: none of these was doubled.
        change(1, "NULL", "changed", "'description'", "'Bob'");
        change(1, "7", "changed", "'label'", "'Bob'");
        change(1, "8", "changed", "'label'", "'Bob'");
        change(1, "NULL", "added", "NULL", "'Bob'");
        // Once for each table that the column refers to.
        change(1, "9", "changed", "'childRelationshipName'", "'Bob'");
        change(1, "9", "changed", "'childRelationshipName'", "'Bob'");

        database.migrate("17");

        assertThat(changes())
                .containsExactlyInAnyOrder(
                        "1||added||Bob|edit",
                        "1||changed|description|Bob|edit",
                        "1||changed|label|Ann|edit",
                        "1|7|changed|label|Bob|edit",
                        "1|8|changed|label|Bob|edit",
                        "1|9|changed|childRelationshipName|Bob|edit",
                        "2||changed|label||",
                        "2||renamed|name||");
        assertThat(values("SELECT concat_ws('|', changed, renamed, added) FROM run"))
                .containsExactlyInAnyOrder("2|1|3");
    }

    @Test
    void a_catalog_without_any_stays_as_it_is() throws SQLException {
        change(1, "NULL", "changed", "'label'", "'Bob'");
        List<String> before = changes();

        database.migrate("17");

        assertThat(changes()).isEqualTo(before);
        assertThat(values("SELECT changed FROM run")).containsExactlyInAnyOrder("6");
    }

    private void table(int id, String name, String author) throws SQLException {
        execute("INSERT INTO catalog_table (id, connection_id, name, label, kind, custom, queryable, createable,"
                + " updateable, deletable, searchable, record_types, native, child_relationships, hash, from_rev,"
                + " first_seen_at, last_modified_by, last_modified_at) VALUES (" + id + ", '" + connection
                + "', '" + name + "', '" + name
                + "', 'standard', false, true, true, true, true, true, '[]', '{}', '[]',"
                + " gen_random_uuid(), 2, now(), " + (author == null ? "NULL, NULL" : "'" + author + "', " + SINCE)
                + ")");
    }

    private void change(int table, String column, String kind, String attribute, String author) throws SQLException {
        execute(
                "INSERT INTO catalog_change (connection_id, revision, run_id, at, table_id, column_id, table_name, kind,"
                        + " attribute, before, after, cause, changed_by, changed_at) VALUES ('" + connection + "', 2, '"
                        + run
                        + "', now(), " + table + ", " + column + ", 'T', '" + kind + "', " + attribute + ", '1', '2', "
                        + (author.equals("NULL") ? "NULL, NULL, NULL" : "'edit', " + author + ", " + SINCE) + ")");
    }

    private List<String> changes() throws SQLException {
        return values("SELECT concat_ws('|', table_id, coalesce(column_id::text, ''), kind, coalesce(attribute, ''),"
                        + " coalesce(changed_by, ''), coalesce(cause, '')) FROM catalog_change")
                .stream()
                .sorted()
                .toList();
    }

    private List<String> values(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (var statement = sql.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private void execute(String statement) throws SQLException {
        try (var execution = sql.createStatement()) {
            execution.execute(statement);
        }
    }
}
