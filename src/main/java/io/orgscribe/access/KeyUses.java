package io.orgscribe.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

/** When keys were last used, themselves or in a session: written once a minute at most. */
@ApplicationScoped
class KeyUses {

    private static final Logger LOG = Logger.getLogger(KeyUses.class);

    private final AgroalDataSource database;
    private final Clock clock;

    /** By the key's id; of keys in force alone, so there are not more than those. */
    private final Map<String, Instant> used = new ConcurrentHashMap<>();

    KeyUses(AgroalDataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void note(Caller caller) {
        if (caller.isStoredKey()) {
            used.put(caller.id(), clock.instant());
        }
    }

    @Scheduled(identity = "api-key-uses", every = "1m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void write() {
        try (Connection connection = database.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE api_key SET last_used_at = ? WHERE id = ?"
                                + " AND (last_used_at IS NULL OR last_used_at < ?)")) {
            for (Map.Entry<String, Instant> use : used.entrySet()) {
                Timestamp at = Timestamp.from(use.getValue());
                update.setTimestamp(1, at);
                update.setObject(2, UUID.fromString(use.getKey()));
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
