package io.orgscribe.catalog;

import java.util.stream.Collectors;

import io.orgscribe.catalog.Attribute.Comparison;

/**
 * Where Person Accounts are on, Account shows each custom field {@code X__c} of Contact as {@code X__pc}: one field, of
 * which definitions may say less under its second name. What they leave out of the copy is as Contact has it; who has
 * edited it last, and when, is told by the later of both.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_guidelines_personaccounts.htm">
 *     Person Account record types</a>
 */
record PersonAccounts(Statements sql) {

    /** Whether a column {@code c}, of Account, is a copy by its name. */
    static final String NAMED_AS_COPY = "right(c.name_key, 4) = '__pc'";

    /**
     * Of the run's annotations on Account those on copies, by name, with those on Contact's fields, as the run has read
     * them or else as the catalog has them. They share a durable id, or go by name.
     */
    static final String COPIES = """
            (SELECT DISTINCT ON (c.name_key) c.table_key, c.name_key, {ofContact}
             FROM staged_column_note c
             JOIN (
                SELECT n.name_key, {read}
                FROM staged_column_note n
                WHERE n.run_id = :run AND n.table_key = 'contact'
                UNION ALL
                SELECT k.name_key, {known}
                FROM catalog_table t
                JOIN catalog_column k ON k.connection_id = :connection AND k.table_id = t.id AND k.removed_at IS NULL
                WHERE t.connection_id = :connection AND t.name_key = 'contact' AND t.removed_at IS NULL
                    AND NOT EXISTS (
                        SELECT FROM staged_step WHERE run_id = :run AND step = 'columns' AND key = 'contact')
             ) f ON f.durable_id = c.durable_id
                OR f.name_key = left(c.name_key, -2) || 'c' AND {namedAsCopy} AND EXISTS (
                    SELECT FROM staged_column_note
                    WHERE run_id = :run AND table_key = 'account' AND name_key = 'ispersonaccount')
             WHERE c.run_id = :run AND c.table_key = 'account'
             ORDER BY c.name_key, f.durable_id IS DISTINCT FROM c.durable_id)""".replace("{ofContact}", Attribute.columns(Attribute.COLUMN_ANNOTATION, "f."))
            .replace("{read}", Attribute.columns(Attribute.COLUMN_ANNOTATION, "n."))
            .replace("{known}", Attribute.columns(Attribute.COLUMN_ANNOTATION, "k."))
            .replace("{namedAsCopy}", NAMED_AS_COPY);

    /**
     * Completes the run's annotations on copies. Only where all that the run reads has been staged: what Contact's say
     * cannot be told any more from what the copy's own say.
     */
    void complete() {
        annotations();
        rollUps();
    }

    private void annotations() {
        String values = Attribute.COLUMN_ANNOTATION.stream()
                .map(attribute -> attribute.column() + " = " + value(attribute))
                .collect(Collectors.joining(", "));
        sql.execute("""
                UPDATE staged_column_note n SET {values}
                FROM {copies} f
                WHERE n.run_id = :run AND n.table_key = f.table_key AND n.name_key = f.name_key""".replace("{values}", values).replace("{copies}", COPIES));
    }

    /** They are asked for by the id of Contact's field: one of its own no CustomField has. */
    private void rollUps() {
        sql.execute("""
                INSERT INTO staged_roll_up (connection_id, run_id, epoch, durable_id, roll_up)
                SELECT r.connection_id, r.run_id, r.epoch, n.durable_id, r.roll_up
                FROM {copies} f
                JOIN staged_column_note n ON n.run_id = :run AND n.table_key = f.table_key AND n.name_key = f.name_key
                    AND n.durable_id <> f.durable_id
                JOIN staged_roll_up r ON r.run_id = :run AND r.durable_id = f.durable_id
                ON CONFLICT DO NOTHING""".replace("{copies}", COPIES));
    }

    /** Of an annotation {@code n} that {@code f} may stand beside. */
    private static String value(Attribute<ColumnAnnotation> attribute) {
        String value =
                switch (attribute.name()) {
                    case "lastModifiedAt", "lastModifiedBy" ->
                        "CASE WHEN n.last_modified_at > f.last_modified_at OR f.last_modified_at IS NULL THEN n.{column}"
                                + " ELSE f.{column} END";
                    default -> "coalesce(nullif(n.{column}, '{none}'), f.{column})";
                };
        return value.replace("{column}", attribute.column())
                .replace("{none}", attribute.comparison() == Comparison.NAMES ? "{}" : "");
    }
}
