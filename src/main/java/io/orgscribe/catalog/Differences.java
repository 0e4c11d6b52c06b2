package io.orgscribe.catalog;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds what a reading changes, into temporary tables that live as long as the transaction. Nothing is written to the
 * catalog but the rows of new tables, whose ids their columns need.
 */
record Differences(Statements sql) {

    void find() {
        createTables();
        tables();
        columns();
        childRelationshipNames();
        tableAttributes();
        columnAttributes();
        refreshed();
    }

    private void createTables() {
        sql.execute("""
                CREATE TEMPORARY TABLE diff_table (
                    id bigint, name_key text COLLATE "C" NOT NULL, kind text NOT NULL) ON COMMIT DROP""");
        sql.execute("""
                CREATE TEMPORARY TABLE diff_column (
                    id bigint, table_id bigint NOT NULL, table_key text COLLATE "C" NOT NULL, table_added boolean NOT NULL,
                    name_key text COLLATE "C" NOT NULL, kind text NOT NULL) ON COMMIT DROP""");
        sql.execute("""
                CREATE TEMPORARY TABLE diff_attribute (
                    table_id bigint NOT NULL, column_id bigint, attribute text NOT NULL, before jsonb, after jsonb)
                ON COMMIT DROP""");
    }

    private void tables() {
        sql.execute("""
                INSERT INTO diff_table
                SELECT t.id, s.name_key,
                    CASE WHEN t.id IS NULL THEN 'added' WHEN t.removed_at IS NOT NULL THEN 'restored' ELSE 'changed' END
                FROM staged_table s
                LEFT JOIN catalog_table t ON t.connection_id = s.connection_id AND t.name_key = s.name_key
                WHERE s.run_id = :run AND (t.id IS NULL OR t.removed_at IS NOT NULL OR t.hash <> s.hash)""");
        sql.execute("""
                INSERT INTO diff_table
                SELECT t.id, t.name_key, 'removed'
                FROM catalog_table t
                WHERE :listed AND t.connection_id = :connection AND t.removed_at IS NULL
                    AND NOT EXISTS (
                        SELECT FROM staged_object o WHERE o.run_id = :run AND o.name_key = t.name_key)""");
        sql.execute("""
                INSERT INTO catalog_table
                    (connection_id, from_rev, first_seen_at, hash, child_hash, child_relationships, {columns})
                SELECT s.connection_id, :revision, :at, s.hash, s.child_hash, s.child_relationships, {staged}
                FROM staged_table s
                JOIN diff_table d ON d.name_key = s.name_key AND d.kind = 'added'
                WHERE s.run_id = :run
                ORDER BY s.name_key""".replace("{columns}", Attribute.columns(Attribute.TABLE, ""))
                .replace("{staged}", Attribute.columns(Attribute.TABLE, "s.")));
        sql.execute("""
                UPDATE diff_table d SET id = t.id
                FROM catalog_table t
                WHERE t.connection_id = :connection AND t.name_key = d.name_key AND d.kind = 'added'""");
    }

    private void columns() {
        sql.execute("""
                INSERT INTO diff_column
                SELECT c.id, t.id, s.table_key, t.from_rev = :revision AND t.first_seen_at = :at, s.name_key,
                    CASE WHEN c.id IS NULL THEN 'added' WHEN c.removed_at IS NOT NULL THEN 'restored' ELSE 'changed' END
                FROM staged_column s
                JOIN catalog_table t ON t.connection_id = s.connection_id AND t.name_key = s.table_key
                LEFT JOIN catalog_column c
                    ON c.connection_id = s.connection_id AND c.table_id = t.id AND c.name_key = s.name_key
                WHERE s.run_id = :run AND (c.id IS NULL OR c.removed_at IS NOT NULL OR c.hash <> s.hash)""");
        sql.execute("""
                INSERT INTO diff_column
                SELECT c.id, t.id, t.name_key, false, c.name_key, 'removed'
                FROM staged_table s
                JOIN catalog_table t ON t.connection_id = s.connection_id AND t.name_key = s.name_key
                JOIN catalog_column c ON c.connection_id = s.connection_id AND c.table_id = t.id
                WHERE s.run_id = :run AND c.removed_at IS NULL
                    AND NOT EXISTS (
                        SELECT FROM staged_column n
                        WHERE n.run_id = :run AND n.table_key = s.name_key AND n.name_key = c.name_key)""");
    }

    /** A relationship's name from the parent's side is kept with the parent, but is an attribute of the column. */
    private void childRelationshipNames() {
        sql.execute("""
                INSERT INTO diff_attribute
                SELECT t.id, c.id, 'childRelationshipName', o.entry -> 'relationshipName', n.entry -> 'relationshipName'
                FROM staged_table s
                JOIN catalog_table p ON p.connection_id = s.connection_id AND p.name_key = s.name_key
                    AND p.child_hash IS DISTINCT FROM s.child_hash
                CROSS JOIN LATERAL jsonb_array_elements(p.child_relationships) o (entry)
                JOIN LATERAL jsonb_array_elements(s.child_relationships) n (entry)
                    ON n.entry -> 'childSObject' = o.entry -> 'childSObject' AND n.entry -> 'field' = o.entry -> 'field'
                JOIN catalog_table t
                    ON t.connection_id = :connection AND t.name_key = lower(o.entry ->> 'childSObject') COLLATE "C"
                JOIN catalog_column c ON c.connection_id = :connection AND c.table_id = t.id
                    AND c.name_key = lower(o.entry ->> 'field') COLLATE "C" AND c.removed_at IS NULL
                WHERE s.run_id = :run
                    AND nullif(n.entry -> 'relationshipName', 'null') IS DISTINCT FROM
                        nullif(o.entry -> 'relationshipName', 'null')""");
    }

    private void tableAttributes() {
        sql.execute("""
                INSERT INTO diff_attribute
                SELECT o.id, NULL, a.attribute, a.before, a.after
                FROM diff_table d
                JOIN catalog_table o ON o.connection_id = :connection AND o.id = d.id
                JOIN staged_table s ON s.run_id = :run AND s.name_key = d.name_key
                CROSS JOIN LATERAL ({differences}) a
                WHERE d.kind = 'changed' AND a.before IS DISTINCT FROM a.after""".replace("{differences}", differences(Attribute.TABLE, ":ignoredTableKeys")));
    }

    private void columnAttributes() {
        sql.execute("""
                INSERT INTO diff_attribute
                SELECT o.table_id, o.id, a.attribute, a.before, a.after
                FROM diff_column d
                JOIN catalog_column o ON o.connection_id = :connection AND o.id = d.id
                JOIN staged_column s ON s.run_id = :run AND s.table_key = d.table_key AND s.name_key = d.name_key
                CROSS JOIN LATERAL ({differences}) a
                WHERE d.kind = 'changed' AND a.before IS DISTINCT FROM a.after""".replace("{differences}", differences(Attribute.COLUMN, ":ignoredColumnKeys")));
    }

    /** Other bytes, the same meaning: such rows are rewritten in place, without history and without a change. */
    private void refreshed() {
        sql.execute("""
                UPDATE diff_table d SET kind = 'refreshed'
                WHERE kind = 'changed' AND NOT EXISTS (
                    SELECT FROM diff_attribute a WHERE a.table_id = d.id AND a.column_id IS NULL)""");
        sql.execute("""
                UPDATE diff_column d SET kind = 'refreshed'
                WHERE kind = 'changed' AND NOT EXISTS (
                    SELECT FROM diff_attribute a WHERE a.column_id = d.id AND a.attribute <> 'childRelationshipName')""");
    }

    /** Rows (attribute, before, after) of the old row {@code o} and the staged row {@code s}. */
    private static <R> String differences(List<Attribute<R>> attributes, String ignoredKeys) {
        return attributes.stream().map(a -> difference(a, ignoredKeys)).collect(Collectors.joining("\n    UNION ALL "));
    }

    private static <R> String difference(Attribute<R> attribute, String ignoredKeys) {
        String template =
                switch (attribute.comparison()) {
                    case WHOLE ->
                        "SELECT '{name}' AS attribute, to_jsonb(o.{column}) AS before, to_jsonb(s.{column}) AS after";
                    case NAMES -> """
                        SELECT '{name}', jsonb_array_minus(to_jsonb(o.{column}), to_jsonb(s.{column})),
                            jsonb_array_minus(to_jsonb(s.{column}), to_jsonb(o.{column}))
                        WHERE o.{column} <> s.{column}""";
                    case ENTRIES -> """
                        SELECT '{name}', jsonb_array_minus(o.{column}, s.{column}, 'recordTypeId'),
                            jsonb_array_minus(s.{column}, o.{column}, 'recordTypeId')
                        WHERE o.{column} <> s.{column}""";
                    case PICKLIST -> """
                        SELECT p.attribute, p.before, p.after
                        FROM (SELECT coalesce((SELECT entries FROM catalog_picklist
                                    WHERE connection_id = :connection AND hash = o.{column}), '[]') AS old,
                                coalesce((SELECT entries FROM catalog_picklist
                                    WHERE connection_id = :connection AND hash = s.{column}), '[]') AS new) l,
                            LATERAL (SELECT jsonb_array_minus(l.old, l.new) AS gone, jsonb_array_minus(l.new, l.old) AS came) m,
                            LATERAL (VALUES ('{name}', m.gone, m.came),
                                ('{name}Order',
                                    CASE WHEN m.gone = '[]' AND m.came = '[]' THEN jsonb_path_query_array(l.old, '$[*].value') END,
                                    CASE WHEN m.gone = '[]' AND m.came = '[]' THEN jsonb_path_query_array(l.new, '$[*].value') END)
                            ) p (attribute, before, after)
                        WHERE o.{column} IS DISTINCT FROM s.{column}""";
                    case MEMBERS -> """
                        SELECT '{name}.' || key, b.value, f.value
                        FROM jsonb_each(o.{column}) b FULL JOIN jsonb_each(s.{column}) f USING (key)
                        WHERE o.{column} <> s.{column} AND NOT key = ANY ({ignored})""";
                    case DESCRIPTIONS -> """
                        SELECT '{name}', jsonb_array_minus(d.old, d.new, 'active'), jsonb_array_minus(d.new, d.old, 'active')
                        FROM (SELECT jsonb_path_query_array(o.{column}, '$[*] ? (@.description != null)') AS old,
                            jsonb_path_query_array(s.{column}, '$[*] ? (@.description != null)') AS new) d""";
                    case NONE -> throw new IllegalArgumentException(attribute.name() + " is compared with nothing");
                };
        return template.replace("{name}", attribute.name())
                .replace("{column}", attribute.column())
                .replace("{ignored}", ignoredKeys);
    }
}
