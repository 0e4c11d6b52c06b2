package io.orgscribe.connection;

import java.util.UUID;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import io.orgscribe.vault.Reencryption;

/**
 * Brings all stored secrets to the newest key of the keyset, in the background of each start: the keyset is read at the
 * start only. Afterwards older keys can be dropped from it.
 */
@ApplicationScoped
class KeysetRotation {

    private static final Logger LOG = Logger.getLogger(KeysetRotation.class);

    private final VaultedSecrets secrets;
    private volatile Progress progress = Progress.NONE;

    KeysetRotation(VaultedSecrets secrets) {
        this.secrets = secrets;
    }

    /**
     * How far it has come.
     *
     * @param last the id of the last connection that was looked at
     * @param newest secrets that the newest key encrypts
     * @param renewed of them, those that an older one did before this start
     * @param unreadable secrets that no key of the keyset opens
     */
    record Progress(boolean done, UUID last, long newest, long renewed, long unreadable) {

        static final Progress NONE = new Progress(false, new UUID(0, 0), 0, 0, 0);

        Progress reaching(UUID id) {
            return new Progress(done, id, newest, renewed, unreadable);
        }

        Progress plus(Reencryption outcome) {
            return switch (outcome) {
                case NOTHING_STORED -> this;
                case NEWEST_ALREADY -> new Progress(done, last, newest + 1, renewed, unreadable);
                case RENEWED -> new Progress(done, last, newest + 1, renewed + 1, unreadable);
                case UNREADABLE -> new Progress(done, last, newest, renewed, unreadable + 1);
            };
        }

        Progress ended() {
            return new Progress(true, last, newest, renewed, unreadable);
        }
    }

    Progress progress() {
        return progress;
    }

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent event) {
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
        Progress sum = Progress.NONE;
        while (!sum.done()) {
            sum = secrets.rotate(sum);
            progress = sum;
        }
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
