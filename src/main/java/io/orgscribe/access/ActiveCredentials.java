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
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

/**
 * The keys and sessions in force as this replica knows them: a look-up costs no query and blocks nothing. What another
 * replica has made is known 2 seconds later at most, and what it has revoked is not let in any more by then, or, where nothing can be read,
 * after 5.
 */
@ApplicationScoped
class ActiveCredentials {

    private static final Logger LOG = Logger.getLogger(ActiveCredentials.class);

    /** What was read longer ago than this may name a key that was revoked meanwhile. */
    private static final Duration TRUSTED = Duration.ofSeconds(5);

    /** So that whoever shows many sessions that are none has them looked for twenty times a second at most. */
    private static final long PAUSE_MILLIS = 50;

    private static final Snapshot NOTHING_READ = new Snapshot(Map.of(), Map.of(), 0, false);

    private static final String KEYS = """
            SELECT encode(hash, 'hex') AS hash, id, name, role, expires_at, NULL::bytea AS admin_key_hash
            FROM api_key WHERE revoked_at IS NULL""";

    private static final String SESSIONS = """
            SELECT encode(s.hash, 'hex') AS hash, k.id, k.name, k.role, least(s.expires_at, k.expires_at) AS expires_at,
                s.admin_key_hash
            FROM browser_session s LEFT JOIN api_key k ON k.id = s.key_id
            WHERE s.expires_at > now() AND k.revoked_at IS NULL""";

    private final AgroalDataSource database;
    private final Vertx vertx;
    private final AccessMode mode;
    private final Clock clock;
    private final AtomicBoolean failing = new AtomicBoolean();

    private volatile Snapshot snapshot = NOTHING_READ;

    /** The next reading, which has not begun; null where nobody waits for one. */
    private Promise<Void> next;

    ActiveCredentials(AgroalDataSource database, Vertx vertx, AccessMode mode, Clock clock) {
        this.database = database;
        this.vertx = vertx;
        this.mode = mode;
        this.clock = clock;
    }

    /** @param expiresAt null where it does not expire */
    private record Active(Caller caller, Instant expiresAt) {}

    /**
     * @param keys by their hash in hexadecimal digits, as sessions
     * @param readAt {@link System#nanoTime}
     * @param read whether they were read at all
     */
    private record Snapshot(Map<String, Active> keys, Map<String, Active> sessions, long readAt, boolean read) {}

    /** Whether what is known is so new that a key which is not among it is none. */
    boolean areKnown() {
        Snapshot known = snapshot;
        return known.read && System.nanoTime() - known.readAt < TRUSTED.toNanos();
    }

    /** Whose key it is; empty where none is in force with this text, or that is not known. */
    Optional<Caller> find(KeyText key) {
        byte[] hash = key.hash();
        return mode.isAdminKey(hash)
                ? Optional.of(Caller.CONFIGURED)
                : inForce(snapshot.keys.get(HexFormat.of().formatHex(hash)));
    }

    /**
     * Whose session it is; empty where none is known here, though another replica may just have begun it, or nothing is
     * known.
     */
    Optional<Caller> find(SessionToken session) {
        return inForce(snapshot.sessions.get(session.fingerprint()));
    }

    private Optional<Caller> inForce(Active found) {
        return Optional.ofNullable(found)
                .filter(known -> areKnown())
                .filter(active -> active.expiresAt == null || active.expiresAt.isAfter(clock.instant()))
                .map(Active::caller);
    }

    /** Ends when a reading has ended that begins from now on. Who asks meanwhile shares it. */
    synchronized Future<Void> readAgain() {
        if (next == null) {
            Promise<Void> wanted = Promise.promise();
            next = wanted;
            vertx.setTimer(
                    PAUSE_MILLIS,
                    timer -> vertx.<Void>executeBlocking(() -> {
                                begin();
                                read();
                                return null;
                            })
                            .onComplete(wanted));
        }
        return next.future();
    }

    private synchronized void begin() {
        next = null;
    }

    void readFirst(@Observes StartupEvent start) {
        read();
    }

    /** Reads them anew. Also to be called after a change, so that the replica that has made it knows at once. */
    @Scheduled(identity = "credentials", every = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    void read() {
        long begun = System.nanoTime();
        try (Connection connection = database.getConnection()) {
            int before = connection.getNetworkTimeout();
            // A server that has gone without a word would be waited for as long as TCP does, and no key be known.
            connection.setNetworkTimeout(Runnable::run, (int) TRUSTED.toMillis());
            try {
                Map<String, Active> keys = active(connection, KEYS, Caller.Via.API_KEY);
                keep(new Snapshot(keys, active(connection, SESSIONS, Caller.Via.SESSION), begun, true));
            } finally {
                // The pool gives the connection to others as it is.
                connection.setNetworkTimeout(Runnable::run, before);
            }
        } catch (SQLException | RuntimeException e) {
            // Thrown on, it would hide the key that was just made from whom it was made for.
            if (!failing.getAndSet(true)) {
                LOG.warnf(e, "API keys and sessions cannot be read; they get 503 until they can");
            }
        }
    }

    private Map<String, Active> active(Connection connection, String sql, Caller.Via via) throws SQLException {
        Map<String, Active> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                Optional<Caller> caller = caller(rows, via);
                if (caller.isPresent()) {
                    Timestamp expires = rows.getTimestamp("expires_at");
                    found.put(
                            rows.getString("hash"),
                            new Active(caller.get(), expires == null ? null : expires.toInstant()));
                }
            }
        }
        return Map.copyOf(found);
    }

    private Optional<Caller> caller(ResultSet row, Caller.Via via) throws SQLException {
        byte[] adminKey = row.getBytes("admin_key_hash");
        if (adminKey != null) {
            // Of a key that was taken from the configuration since, it is none.
            return mode.isAdminKey(adminKey)
                    ? Optional.of(new Caller(Caller.CONFIGURED.name(), Role.ADMIN, via, ""))
                    : Optional.empty();
        }
        String name = row.getString("name");
        String id = row.getString("id");
        // A role of a newer version beside this one is none here.
        return Role.of(row.getString("role")).map(role -> new Caller(name, role, via, id));
    }

    /** Of two reads at a time the one counts that began later, whichever ends first. */
    private synchronized void keep(Snapshot read) {
        if (!snapshot.read || read.readAt - snapshot.readAt > 0) {
            snapshot = read;
        }
        if (failing.getAndSet(false)) {
            LOG.info("API keys and sessions can be read again");
        }
    }
}
