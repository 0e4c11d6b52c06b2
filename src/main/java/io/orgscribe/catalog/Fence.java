package io.orgscribe.catalog;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Asked as the last statement of every transaction that writes for a run: whether the caller still owns the run. It
 * comes last, so that a stalled owner holds no lock that its successor needs.
 */
@FunctionalInterface
public interface Fence {

    /** @throws RuntimeException where the run has another owner; the transaction is rolled back */
    void check(Connection connection) throws SQLException;
}
