package io.orgscribe.connection;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

/**
 * Brings all stored secrets to the newest key of the keyset, in the background of each start: the keyset is read at the
 * start only. Afterwards older keys can be dropped from it.
 */
@ApplicationScoped
class Rotation {

    private static final Logger LOG = Logger.getLogger(Rotation.class);
    private static final UUID LOWEST = new UUID(0, 0);
    private static final int CONNECTIONS_AT_ONCE = 100;

    private final StoredCredentials credentials;
    private volatile Progress progress = new Progress(false, 0, 0, 0);

    Rotation(StoredCredentials credentials) {
        this.credentials = credentials;
    }

    /**
     * How far it has come.
     *
     * @param newest secrets that the newest key encrypts
     * @param renewed of them, those that an older one did before this start
     * @param unreadable secrets that no key of the keyset opens
     */
    record Progress(boolean done, long newest, long renewed, long unreadable) {}

    /** @param last the id of the last connection that was looked at */
    record Batch(int connections, UUID last, int newest, int renewed, int unreadable) {

        Batch reaching(UUID id) {
            return new Batch(connections, id, newest, renewed, unreadable);
        }

        Batch plusNewest() {
            return new Batch(connections, last, newest + 1, renewed, unreadable);
        }

        Batch plusRenewed() {
            return new Batch(connections, last, newest + 1, renewed + 1, unreadable);
        }

        Batch plusUnreadable() {
            return new Batch(connections, last, newest, renewed, unreadable + 1);
        }
    }

    Progress progress() {
        return progress;
    }

    void start(@Observes StartupEvent event) {
        Thread thread = new Thread(this::rotateOrLog, "keyset-rotation");
        thread.setDaemon(true);
        thread.start();
    }

    private void rotateOrLog() {
        try {
            rotate();
        } catch (RuntimeException e) {
            LOG.warn("Secrets could not be brought to the newest key; the next start goes on with it", e);
        }
    }

    void rotate() {
        Progress sum = new Progress(false, 0, 0, 0);
        Batch batch = new Batch(CONNECTIONS_AT_ONCE, LOWEST, 0, 0, 0);
        while (batch.connections() == CONNECTIONS_AT_ONCE) {
            batch = credentials.rotate(batch.last(), CONNECTIONS_AT_ONCE);
            sum = new Progress(
                    false,
                    sum.newest() + batch.newest(),
                    sum.renewed() + batch.renewed(),
                    sum.unreadable() + batch.unreadable());
            progress = sum;
        }
        progress = new Progress(true, sum.newest(), sum.renewed(), sum.unreadable());
        if (sum.renewed() > 0) {
            LOG.infof("%d secrets were brought to the newest key of the keyset", sum.renewed());
        }
        if (sum.unreadable() > 0) {
            LOG.warnf(
                    "%d secrets cannot be read with this keyset: runs of their connections fail, the catalog is served."
                            + " Start with the keyset that encrypted them, or give the connections their secrets again",
                    sum.unreadable());
        }
    }
}
