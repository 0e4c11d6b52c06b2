package io.orgscribe.worker;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalConnectionPoolConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.transaction.TransactionIntegration;
import io.agroal.pool.DataSource;

import io.orgscribe.catalog.StagingOwner;
import io.orgscribe.run.Claim;
import io.orgscribe.run.ExtractionConfig;

/**
 * The leases of this replica's attempts. They are renewed over a connection of their own, for its runs must not be
 * taken over because requests or runs keep the pool busy. Nothing here waits for longer than a part of the lease. All
 * times are the database's.
 */
@ApplicationScoped
class Leases {

    /** A statement that waits for so long fails, be it for the connection or for a lock. */
    private static final int PARTS = 5;

    /** A row that somebody has locked keeps the others from nothing; that it is cancelled is read all the same. */
    private static final String RENEW = """
            WITH asked AS (SELECT * FROM unnest(?, ?) AS a (id, epoch)),
            free AS (
                SELECT r.id FROM run r JOIN asked a USING (id, epoch) WHERE r.status = 'running'
                FOR NO KEY UPDATE OF r SKIP LOCKED),
            renewed AS (
                UPDATE run SET lease_until = clock_timestamp() + CAST(? AS interval)
                FROM free WHERE run.id = free.id RETURNING run.id)
            SELECT r.id, r.epoch, n.id IS NOT NULL, r.cancel_requested
            FROM run r JOIN asked a USING (id, epoch) LEFT JOIN renewed n ON n.id = r.id WHERE r.status = 'running'""";

    private static final String CANCEL = """
            SELECT pg_cancel_backend(pid) FROM pg_stat_activity
            WHERE application_name = ? AND usename = current_user AND pid <> pg_backend_pid()""";

    private final Duration lease;
    private final Duration longest;
    private final DataSource connection;

    Leases(AgroalDataSource pool, ExtractionConfig config) {
        lease = config.lease();
        longest = lease.dividedBy(PARTS);
        connection = connection(pool.getConfiguration().connectionPoolConfiguration(), longest);
    }

    /**
     * What has become of a lease.
     *
     * @param renewed false where somebody has locked the run's row
     */
    record Lease(boolean renewed, boolean cancelRequested) {}

    /** Made when it is first needed, and anew after it has failed. */
    private static DataSource connection(AgroalConnectionPoolConfiguration pool, Duration longest) {
        var factory = new AgroalConnectionFactoryConfigurationSupplier(pool.connectionFactoryConfiguration());
        String initial = pool.connectionFactoryConfiguration().initialSql();
        String timeout = "SET statement_timeout = " + longest.toMillis();
        factory.initialSql(initial == null || initial.isBlank() ? timeout : initial + "; " + timeout);
        return new DataSource(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(new AgroalConnectionPoolConfigurationSupplier(pool)
                        .connectionFactoryConfiguration(factory)
                        .transactionIntegration(TransactionIntegration.none())
                        .initialSize(0)
                        .minSize(0)
                        .maxSize(1)
                        .acquisitionTimeout(longest))
                .get());
    }

    @PreDestroy
    void close() {
        connection.close();
    }

    /**
     * Renews them all, in one statement.
     *
     * @return what has become of each; without those that are not their caller's any more
     */
    Map<Claim, Lease> renew(List<Claim> claims) throws SQLException {
        try (Connection open = open();
                PreparedStatement update = open.prepareStatement(RENEW)) {
            update.setArray(
                    1,
                    open.createArrayOf("uuid", claims.stream().map(Claim::runId).toArray()));
            update.setArray(
                    2,
                    open.createArrayOf("int4", claims.stream().map(Claim::epoch).toArray()));
            update.setString(3, lease.toString());
            Map<Claim, Lease> leases = new HashMap<>();
            try (var rows = update.executeQuery()) {
                while (rows.next()) {
                    UUID run = rows.getObject(1, UUID.class);
                    int epoch = rows.getInt(2);
                    Lease found = new Lease(rows.getBoolean(3), rows.getBoolean(4));
                    claims.stream()
                            .filter(claim -> claim.runId().equals(run) && claim.epoch() == epoch)
                            .forEach(claim -> leases.put(claim, found));
                }
            }
            return leases;
        }
    }

    /** Ends the statement that the session of a run's owner is busy with, if there is one. */
    void cancel(StagingOwner owner) throws SQLException {
        try (Connection open = open();
                PreparedStatement select = open.prepareStatement(CANCEL)) {
            select.setString(1, owner.session());
            select.execute();
        }
    }

    /** Where the database does not even answer, the client gives up by itself, a little later. */
    private Connection open() throws SQLException {
        Connection open = connection.getConnection();
        open.setNetworkTimeout(Runnable::run, (int) longest.multipliedBy(2).toMillis());
        return open;
    }
}
