package io.orgscribe.access;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

/** Tells the log why credentials were refused: one line a second at most, which counts the others. */
@ApplicationScoped
class RefusalLog {

    private static final Logger LOG = Logger.getLogger(RefusalLog.class);

    private final OncePerSecond lines = new OncePerSecond();

    /** @param why without anything of the credential but its first characters */
    void refused(String why) {
        lines.due()
                .ifPresent(others -> LOG.infof(
                        "A credential was refused: %s%s",
                        why, others == 0 ? "" : "; and " + others + " more before it"));
    }
}
