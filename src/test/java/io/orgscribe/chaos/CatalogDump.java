package io.orgscribe.chaos;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A connection's catalog, its history and its changes as lines of text, without ids, run ids and times: of two catalogs
 * of orgs that have evolved alike they are the same.
 */
final class CatalogDump {

    /** Whether a thing is removed or excluded counts, not when. */
    private static final String WITHOUT = """
             - ARRAY['id', 'connection_id', 'table_id', 'column_id', 'run_id', 'at', 'first_seen_at', 'removed_at',
                'excluded_at', 'last_modified_at', 'changed_at']""";

    private static final String LINES = """
            SELECT 'head ' || revision AS line FROM catalog_head WHERE connection_id = :id
            UNION ALL SELECT 'revision ' || revision FROM catalog_revision WHERE connection_id = :id
            UNION ALL SELECT 'table ' || t.name_key || ' ' || (t.removed_at IS NOT NULL) || ' ' || (to_jsonb(t)WITHOUT)::text
                FROM catalog_table t WHERE connection_id = :id
            UNION ALL SELECT 'table history ' || t.name_key || ' ' || (t.removed_at IS NOT NULL) || ' '
                    || (to_jsonb(t)WITHOUT)::text
                FROM catalog_table_history t WHERE connection_id = :id
            UNION ALL SELECT 'column ' || t.name_key || '.' || c.name_key || ' ' || (c.removed_at IS NOT NULL) || ' '
                    || (to_jsonb(c)WITHOUT)::text
                FROM catalog_column c JOIN catalog_table t ON t.id = c.table_id WHERE c.connection_id = :id
            UNION ALL SELECT 'column history ' || t.name_key || '.' || c.name_key || ' ' || (c.removed_at IS NOT NULL)
                    || ' ' || (to_jsonb(c)WITHOUT)::text
                FROM catalog_column_history c JOIN catalog_table t ON t.id = c.table_id WHERE c.connection_id = :id
            UNION ALL SELECT 'child relationships ' || t.name_key || ' ' || (to_jsonb(d)WITHOUT)::text
                FROM catalog_child_relationship_delta d JOIN catalog_table t ON t.id = d.table_id WHERE d.connection_id = :id
            UNION ALL SELECT 'change ' || (to_jsonb(x)WITHOUT)::text FROM catalog_change x WHERE connection_id = :id
            UNION ALL SELECT 'picklist ' || (to_jsonb(p)WITHOUT)::text FROM catalog_picklist p WHERE connection_id = :id""".replace("WITHOUT", WITHOUT);

    private CatalogDump() {}

    /** The same for the same lines. */
    static String digest(Connection database, String connection) throws SQLException {
        return query(
                        database,
                        "SELECT md5(coalesce(string_agg(line, E'\\n' ORDER BY line COLLATE \"C\"), '')) FROM (" + LINES
                                + ") lines",
                        connection)
                .get(0);
    }

    static List<String> lines(Connection database, String connection) throws SQLException {
        return query(database, "SELECT line FROM (" + LINES + ") lines ORDER BY line COLLATE \"C\"", connection);
    }

    private static List<String> query(Connection database, String sql, String connection) throws SQLException {
        List<String> values = new ArrayList<>();
        String bound = sql.replace(":id", "'" + UUID.fromString(connection) + "'");
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(bound)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
