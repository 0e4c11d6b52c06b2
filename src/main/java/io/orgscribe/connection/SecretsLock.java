package io.orgscribe.connection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

/**
 * Locked while secrets are stored and the keyset opens none of them: then the keyset is a wrong one, and each run would
 * only fail. Looks again while it is locked; once a secret was opened it stays open until the next start.
 */
@ApplicationScoped
public class SecretsLock {

    /** What cures it, in a sentence. */
    public static final String REMEDY = "Start with the keyset that encrypted them (orgscribe.vault.keyset), or give a"
            + " connection its secrets again.";

    private static final Logger LOG = Logger.getLogger(SecretsLock.class);

    private final VaultedSecrets secrets;
    private boolean open;
    private boolean told;

    SecretsLock(VaultedSecrets secrets) {
        this.secrets = secrets;
    }

    void start(@Observes StartupEvent event) {
        isLocked();
    }

    /** Whether no run can be carried out here. Other replicas may have another keyset. */
    public synchronized boolean isLocked() {
        if (!open) {
            open = secrets.anyOpens();
            tell();
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
