package io.orgscribe.worker;

import java.time.Duration;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import io.orgscribe.connection.IdleGrants;
import io.orgscribe.run.ExtractionConfig;

/** What replicas do beside their requests and runs. */
@ApplicationScoped
class Housekeeping {

    private static final Duration IDLE_GRANTS = Duration.ofMinutes(10);

    private final Removal removal;
    private final Retention retention;
    private final IdleGrants grants;
    private final DatabaseTrouble trouble;
    private final ExtractionConfig config;
    private final RetentionConfig kept;
    private final Repeating repeating;

    Housekeeping(
            Removal removal,
            Retention retention,
            IdleGrants grants,
            DatabaseTrouble trouble,
            ExtractionConfig config,
            RetentionConfig kept) {
        this.removal = removal;
        this.retention = retention;
        this.grants = grants;
        this.trouble = trouble;
        this.config = config;
        this.kept = kept;
        this.repeating = new Repeating(4, trouble);
    }

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent event) {
        // Grants end also where nobody extracts for a while.
        repeating.every(IDLE_GRANTS, grants::touch);
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
