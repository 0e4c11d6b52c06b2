package io.orgscribe.catalog;

import java.util.Set;

import org.hibernate.JDBCException;

/** The database cannot hold what it was given, and would refuse it again: out of range, too long, or there already. */
public final class DataRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Data exceptions, violated constraints, and limits such as that of an index's row.
     *
     * @see <a href="https://www.postgresql.org/docs/15/errcodes-appendix.html">PostgreSQL error codes</a>
     */
    private static final Set<String> CLASSES = Set.of("22", "23", "54");

    private DataRefused(JDBCException cause) {
        // PostgreSQL's message may quote the data.
        super("The database cannot hold what was read (SQLSTATE " + cause.getSQLState() + ")", cause);
    }

    /** What to throw instead of the failure, which is the failure itself where it is of another kind. */
    static RuntimeException or(JDBCException failure) {
        String state = failure.getSQLState();
        return state != null && CLASSES.contains(state.substring(0, 2)) ? new DataRefused(failure) : failure;
    }
}
