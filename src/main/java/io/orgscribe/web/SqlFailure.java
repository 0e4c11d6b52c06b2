package io.orgscribe.web;

import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.persistence.PersistenceException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;

import io.agroal.api.AgroalDataSource;

/**
 * What a failure says about the database.
 *
 * @see <a href="https://www.postgresql.org/docs/15/errcodes-appendix.html">PostgreSQL error codes</a>
 */
public enum SqlFailure {
    /** It is not the database. */
    NONE,
    /** The database is away, full or overloaded: the same statement may succeed later. */
    TRANSIENT,
    /** The same statement would fail again. */
    PERMANENT;

    private static final String CONFLICT = "40";

    /**
     * 08 connection, 40 serialization and deadlock, 53 resources (disk full, too many connections), 58 system; of 57
     * only shutdowns, for the rest is somebody's wish.
     */
    private static final Set<String> TRANSIENT_CLASSES = Set.of("08", CONFLICT, "53", "58");

    /** Of a server that has become a standby, or was set so because its disk is full; of a session that was idle. */
    private static final Set<String> TRANSIENT_STATES = Set.of("25006", "25P03");

    private static final String SHUTDOWN = "57P";

    private static final int DEPTH = 20;

    public static SqlFailure of(Throwable failure) {
        return causes(failure, Throwable.class)
                .map(SqlFailure::ofOne)
                .filter(found -> found != NONE)
                .reduce((outer, inner) -> inner)
                .orElse(NONE);
    }

    /** The state that the database has told, or what else is known. */
    public static String describe(Throwable failure) {
        return causes(failure, SQLException.class)
                .map(e -> e.getSQLState() == null ? "no connection was free in time" : "SQLSTATE " + e.getSQLState())
                .reduce((outer, inner) -> inner)
                .orElse("a transaction could not be ended");
    }

    /** Whether two transactions have met, which says nothing of the database's state. */
    public static boolean isConflict(Throwable failure) {
        return causes(failure, SQLException.class)
                .anyMatch(e -> e.getSQLState() != null && e.getSQLState().startsWith(CONFLICT));
    }

    /** Of the failure and its causes those of a type, the outermost first. */
    static <T extends Throwable> Stream<T> causes(Throwable failure, Class<T> type) {
        return Stream.iterate(failure, t -> t != null, Throwable::getCause)
                .limit(DEPTH)
                .filter(type::isInstance)
                .map(type::cast);
    }

    private static SqlFailure ofOne(Throwable failure) {
        if (failure instanceof SQLException e) {
            return isTransient(e.getSQLState()) ? TRANSIENT : PERMANENT;
        }
        if (failure instanceof RollbackException
                || failure instanceof HeuristicMixedException
                || failure instanceof HeuristicRollbackException
                || failure instanceof SystemException) {
            // The end of a transaction was not heard: whoever does it again asks first what holds.
            return TRANSIENT;
        }
        return failure instanceof PersistenceException ? PERMANENT : NONE;
    }

    /** The pool gives no state where no connection is free in time ({@link AgroalDataSource#getConnection()}). */
    private static boolean isTransient(String state) {
        return state == null
                || state.startsWith(SHUTDOWN)
                || TRANSIENT_STATES.contains(state)
                || TRANSIENT_CLASSES.contains(state.substring(0, 2));
    }
}
