package io.orgscribe.browse;

import java.util.Map;

/**
 * The version of the catalog that a list answers as of, as a condition in SQL. Its pages share one, so that a reconcile
 * between two of them neither hides nor doubles anything; so do all joins of a page.
 */
public sealed interface AsOfPredicate {

    /** Of one connection, or of a row whose connection it is anyway: one of its revisions. */
    record AtRevision(long revision) implements AsOfPredicate {

        /** The newest, whatever it is. */
        static final AtRevision NEWEST = new AtRevision(Long.MAX_VALUE);

        @Override
        public String present(String row) {
            return row + ".from_rev <= :revision";
        }

        @Override
        public String replacedSince(String row) {
            return row + ".to_rev > :revision AND " + present(row);
        }

        @Override
        public String recorded(String row) {
            return row + ".revision <= :revision";
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("revision", revision);
        }
    }

    /**
     * Of a row that tells its own revision, whose connection it is anyway.
     *
     * @param sql of that revision
     */
    record OfRow(String sql) implements AsOfPredicate {

        @Override
        public String present(String row) {
            return row + ".from_rev <= " + sql;
        }

        @Override
        public String replacedSince(String row) {
            return row + ".to_rev > " + sql + " AND " + present(row);
        }

        @Override
        public String recorded(String row) {
            return row + ".revision <= " + sql;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of();
        }
    }

    /**
     * Of all connections: what a transaction's snapshot saw. Revisions of a connection commit one after the other, so
     * that a row was there where its own revision was visible.
     *
     * @param snapshot as {@code pg_current_snapshot()} gave it
     */
    record AtSnapshot(String snapshot) implements AsOfPredicate {

        /** Index catalog_revision_xid: all that is older than the snapshot's oldest running transaction was visible. */
        private static final String LATER = """
                (SELECT r.connection_id, r.revision FROM catalog_revision r
                 WHERE r.xid >= pg_snapshot_xmin(cast(:snapshot AS pg_snapshot))
                     AND NOT pg_visible_in_snapshot(r.xid, cast(:snapshot AS pg_snapshot)))""";

        @Override
        public String present(String row) {
            return "(" + row + ".connection_id, " + row + ".from_rev) NOT IN " + LATER;
        }

        @Override
        public String replacedSince(String row) {
            return "(" + row + ".connection_id, " + row + ".to_rev) IN " + LATER + " AND " + present(row);
        }

        @Override
        public String recorded(String row) {
            return "(" + row + ".connection_id, " + row + ".revision) NOT IN " + LATER;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("snapshot", snapshot);
        }
    }

    /** Condition on a current row: it was as it is. */
    String present(String row);

    /** Condition on a row of a history: it was in place then, and is not any more. */
    String replacedSince(String row);

    /** Condition on a row that never changes: it was there. */
    String recorded(String row);

    /**
     * The row {@code e} of the exclusion that a table of {@code x}'s connection was under, as a further FROM item: there
     * is none where the connection's filter let the table in.
     *
     * @param table its id
     */
    default String exclusion(String table) {
        return """
                LEFT JOIN catalog_exclusion e ON e.connection_id = x.connection_id AND e.table_id = {table} AND {inPlace}""".replace("{table}", table).replace("{inPlace}", inPlace("e"));
    }

    /** Condition on a row of a table that keeps current and replaced rows together: it was in place then. */
    default String inPlace(String row) {
        return "({row}.to_rev IS NULL AND {present} OR {replaced})"
                .replace("{row}", row)
                .replace("{present}", present(row))
                .replace("{replaced}", replacedSince(row));
    }

    /** What these conditions bind. */
    Map<String, Object> parameters();

    /**
     * The rows of a versioned table as of this version, as a subquery.
     *
     * @param columns of the row {@code v}
     * @param condition on the row {@code v}
     */
    default String rows(String table, String columns, String condition) {
        return """
                (SELECT {columns} FROM {table} v WHERE {condition} AND {present}
                 UNION ALL
                 SELECT {columns} FROM {table}_history v WHERE {condition} AND {replaced})""".replace("{columns}", columns)
                .replace("{table}", table)
                .replace("{condition}", condition)
                .replace("{present}", present("v"))
                .replace("{replaced}", replacedSince("v"));
    }
}
