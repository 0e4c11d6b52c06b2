package io.orgscribe.extraction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** What replicas that extract do beside it. */
@ApplicationScoped
class Housekeeping {

    private final Removal removal;
    private final Retention retention;
    private final DatabaseTrouble trouble;
    private final ExtractionConfig config;
    private final RetentionConfig kept;
    private final Repeating repeating;

    Housekeeping(
            Removal removal,
            Retention retention,
            DatabaseTrouble trouble,
            ExtractionConfig config,
            RetentionConfig kept) {
        this.removal = removal;
        this.retention = retention;
        this.trouble = trouble;
        this.config = config;
        this.kept = kept;
        this.repeating = new Repeating(3, trouble);
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            repeating.every(config.lease(), removal::sweep);
            repeating.every(kept.interval(), retention::sweep);
            repeating.every(config.heartbeat(), trouble::look);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        repeating.stop();
    }
}
