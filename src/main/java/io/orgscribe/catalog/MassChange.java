package io.orgscribe.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Removals and hidings that look like a lost permission rather than a change of the org are not made. */
record MassChange(Statements sql) {

    /** @return why nothing was removed or hidden, for a person; empty where all stands as it was found */
    List<String> withhold(Reading reading, CatalogHead head) {
        Object[] gone = sql.rows("""
                        SELECT (SELECT count(*) FROM diff_table WHERE kind IN ('removed', 'hidden')),
                            (SELECT count(*) FROM diff_column d
                                JOIN catalog_column c ON c.connection_id = :connection AND c.id = d.id
                                WHERE d.kind IN ('removed', 'hidden') AND c.removed_at IS NULL)""").get(0);
        long tables = (Long) gone[0];
        long columns = (Long) gone[1];
        if (tables + columns == 0 || reading.forced()) {
            return List.of();
        }
        List<String> notices = new ArrayList<>();
        String which = "Nothing was removed or hidden, although " + tables + " tables and " + columns
                + " columns are not shown any more: ";
        if (head.otherIdentity(reading)) {
            notices.add(which
                    + (Objects.equals(head.userId(), reading.userId())
                            ? "the org is described in another language now. "
                            : "another user describes the org now. ")
                    + "If they are really gone, the next run removes them.");
        } else if (isMostOfTheCatalog(tables, columns)) {
            notices.add(which + "that is more than half of the catalog, as when a permission is lost. "
                    + "If they are really gone, run again with mode full.");
        }
        if (!notices.isEmpty()) {
            sql.execute("DELETE FROM diff_table WHERE kind IN ('removed', 'hidden')");
            sql.execute("DELETE FROM diff_column WHERE kind IN ('removed', 'hidden')");
        }
        return notices;
    }

    private boolean isMostOfTheCatalog(long tables, long columns) {
        Object[] live = sql.rows("""
                        SELECT (SELECT count(*) FROM catalog_table
                                WHERE connection_id = :connection AND removed_at IS NULL AND from_rev < :revision),
                            (SELECT count(*) FROM catalog_column
                                WHERE connection_id = :connection AND removed_at IS NULL)""").get(0);
        return tables * 2 > (Long) live[0] || columns * 2 > (Long) live[1];
    }
}
