package io.orgscribe.connection;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.hibernate.Session;
import org.jboss.logging.Logger;

import io.orgscribe.token.Credentials.AuthorizationCode;
import io.orgscribe.token.Tokens;

/** Uses each grant at half of the time after which it would end unused, by one replica or another. */
@ApplicationScoped
public class IdleGrants {

    private static final Logger LOG = Logger.getLogger(IdleGrants.class);

    private final Connections connections;
    private final Tokens tokens;
    private final Session database;

    IdleGrants(Connections connections, Tokens tokens, Session database) {
        this.connections = connections;
        this.tokens = tokens;
        this.database = database;
    }

    /** Uses those that have been idle for so long. To be called again and again, by any number of replicas. */
    public void touch() {
        unused().forEach(this::touch);
    }

    private void touch(UUID id) {
        try {
            // A run, or another replica, may have used it since the list was made.
            if (!unused(id).isEmpty()
                    && connections.credentials(connections.find(id)) instanceof AuthorizationCode app) {
                tokens.touch(id, app);
                LOG.infof("A grant was used before it would have ended unused, connection %s", id);
            }
        } catch (RuntimeException e) {
            LOG.warnf("An idle grant could not be used, connection %s: %s", id, e.getMessage());
        }
    }

    /** Reads all rows: every ten minutes, and some thousand. */
    @Transactional
    List<UUID> unused() {
        return unused(null);
    }

    /** @param id null for all */
    @Transactional
    List<UUID> unused(UUID id) {
        return database.createNativeQuery("""
                        SELECT c.id FROM connection c JOIN access_token t ON t.connection_id = c.id
                        WHERE c.auth_method = 'authorization_code' AND c.status IN ('ready', 'paused')
                          AND t.refresh_token IS NOT NULL
                          AND t.obtained_at < now() - coalesce(c.auth_refresh_idle_days, :days) * interval '12 hours'
                          AND c.id = coalesce(CAST(:id AS uuid), c.id)
                        ORDER BY t.obtained_at""", UUID.class)
                .setParameter("id", id)
                .setParameter("days", GrantPolicy.DEFAULT_IDLE_DAYS)
                .getResultList();
    }
}
