package io.orgscribe.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

/**
 * The keys in force as this replica knows them: a look-up costs no query and blocks nothing. Another replica's new key is
 * known 2 seconds later at most, and one that it has revoked is not let in any more by then.
 */
@ApplicationScoped
class ActiveKeys {

    private static final Logger LOG = Logger.getLogger(ActiveKeys.class);

    /** What was read longer ago than this may name a key that was revoked meanwhile. */
    private static final Duration TRUSTED = Duration.ofSeconds(5);

    private static final Snapshot NOTHING_READ = new Snapshot(Map.of(), 0, false);

    private final AgroalDataSource database;
    private final Clock clock;
    private final Map<UUID, Instant> used = new ConcurrentHashMap<>();

    private final AtomicBoolean failing = new AtomicBoolean();

    private volatile Snapshot snapshot = NOTHING_READ;

    ActiveKeys(AgroalDataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A key in force.
     *
     * @param expiresAt null for one that does not expire
     */
    record ActiveKey(UUID id, Caller caller, Instant expiresAt) {}

    /**
     * @param byHash keys by their hash in hexadecimal digits
     * @param readAt {@link System#nanoTime}
     * @param read whether they were read at all
     */
    private record Snapshot(Map<String, ActiveKey> byHash, long readAt, boolean read) {}

    /** Whether what is known is so new that a key which is not among it is none. */
    boolean areKnown() {
        Snapshot known = snapshot;
        return known.read && System.nanoTime() - known.readAt < TRUSTED.toNanos();
    }

    /** Whose key it is; empty where none is in force with this text. */
    Optional<Caller> find(KeyText key) {
        ActiveKey found = snapshot.byHash.get(key.fingerprint());
        Instant now = clock.instant();
        if (found == null || found.expiresAt != null && !found.expiresAt.isAfter(now)) {
            return Optional.empty();
        }
        used.put(found.id, now);
        return Optional.of(found.caller);
    }

    void readFirst(@Observes StartupEvent start) {
        read();
    }

    /** Reads the keys anew. Also to be called after a change, so that the replica that has made it knows at once. */
    @Scheduled(identity = "api-keys", every = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    void read() {
        long begun = System.nanoTime();
        try (Connection connection = database.getConnection()) {
            int before = connection.getNetworkTimeout();
            // A server that has gone without a word would be waited for as long as TCP does, and no key be known.
            connection.setNetworkTimeout(Runnable::run, (int) TRUSTED.toMillis());
            Map<String, ActiveKey> keys = keys(connection);
            connection.setNetworkTimeout(Runnable::run, before);
            keep(new Snapshot(keys, begun, true));
        } catch (SQLException | RuntimeException e) {
            // Thrown on, it would hide the key that was just made from whom it was made for.
            if (!failing.getAndSet(true)) {
                LOG.warnf(e, "The API keys cannot be read; they get 503 until they can");
            }
        }
    }

    private static Map<String, ActiveKey> keys(Connection connection) throws SQLException {
        Map<String, ActiveKey> keys = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT id, name, role, hash, expires_at FROM api_key WHERE revoked_at IS NULL");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                Optional<Role> role = Role.of(rows.getString("role"));
                // A role of a newer version beside this one is none here.
                if (role.isPresent()) {
                    keys.put(HexFormat.of().formatHex(rows.getBytes("hash")), key(rows, role.get()));
                }
            }
        }
        return Map.copyOf(keys);
    }

    private static ActiveKey key(ResultSet row, Role role) throws SQLException {
        Timestamp expires = row.getTimestamp("expires_at");
        return new ActiveKey(
                row.getObject("id", UUID.class),
                new Caller(row.getString("name"), role, Caller.Via.API_KEY),
                expires == null ? null : expires.toInstant());
    }

    /** Of two reads at a time the one counts that began later, whichever ends first. */
    private synchronized void keep(Snapshot read) {
        if (!snapshot.read || read.readAt - snapshot.readAt > 0) {
            snapshot = read;
        }
        if (failing.getAndSet(false)) {
            LOG.info("The API keys can be read again");
        }
    }

    /** Notes when keys were last used. */
    @Scheduled(identity = "api-key-uses", every = "1m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void noteUses() {
        try (Connection connection = database.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE api_key SET last_used_at = ? WHERE id = ?"
                                + " AND (last_used_at IS NULL OR last_used_at < ?)")) {
            for (Map.Entry<UUID, Instant> use : used.entrySet()) {
                Timestamp at = Timestamp.from(use.getValue());
                update.setTimestamp(1, at);
                update.setObject(2, use.getKey());
                update.setTimestamp(3, at);
                update.executeUpdate();
                // Unless it was used again meanwhile.
                used.remove(use.getKey(), use.getValue());
            }
        } catch (SQLException e) {
            LOG.debugf(e, "When keys were last used could not be noted; trying again in a minute");
        }
    }
}
