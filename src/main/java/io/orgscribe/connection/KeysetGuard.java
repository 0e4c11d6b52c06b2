package io.orgscribe.connection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

/**
 * Locked while secrets are stored and the keyset opens none of them: then the keyset is a wrong one, and each run would
 * only fail. Looks again while it is locked, after ten seconds or a change of a connection; once a secret was opened it
 * stays open until the next start.
 */
@ApplicationScoped
public class KeysetGuard {

    /** What cures it, in a sentence. */
    public static final String REMEDY = "Start with the keyset that encrypted them (orgscribe.vault.keyset), or give a"
            + " connection its secrets again.";

    private static final Logger LOG = Logger.getLogger(KeysetGuard.class);

    /** How long an answer is good: while it is locked, each look reads all connections. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final VaultedSecrets secrets;
    private final Clock clock;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Instant good = Instant.MIN;
    private volatile boolean open;
    private volatile boolean told;

    KeysetGuard(VaultedSecrets secrets, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        isLocked();
    }

    /** Perhaps with a secret that can be read. */
    void saved(@Observes(during = TransactionPhase.AFTER_SUCCESS) ConnectionSaved event) {
        good = Instant.MIN;
    }

    /** Whether no run can be carried out here. Other replicas may have another keyset. */
    public boolean isLocked() {
        // Who comes while another one looks does not wait, for it may hold what that one needs.
        if (!open && clock.instant().isAfter(good) && looking.tryLock()) {
            try {
                good = clock.instant().plus(LOOK_AGAIN);
                open = secrets.anyOpens();
                tell();
            } finally {
                looking.unlock();
            }
        }
        return !open;
    }

    private void tell() {
        if (!open && !told) {
            told = true;
            LOG.error(
                    "None of the stored secrets can be read with this keyset: no run is taken, the catalog is served. "
                            + REMEDY);
        } else if (open && told) {
            LOG.info("A stored secret can be read: runs are taken again");
        }
    }
}
