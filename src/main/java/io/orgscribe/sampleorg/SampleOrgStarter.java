package io.orgscribe.sampleorg;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

import io.orgscribe.samplemodel.SampleOrgSettings;

/** Starts the sample org beside the service where that is asked for; else builds nothing. */
@ApplicationScoped
class SampleOrgStarter {

    private static final Logger LOG = Logger.getLogger(SampleOrgStarter.class);

    private final SampleOrgConfig config;
    private final Vertx vertx;
    private Optional<SampleOrg> running = Optional.empty();

    SampleOrgStarter(SampleOrgConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        if (!config.enabled()) {
            return;
        }
        SampleOrgSettings settings = new SampleOrgOptions(
                config.port(),
                config.tables(),
                config.columns(),
                config.seed(),
                config.latency(),
                SampleOrgSettings.DAILY_CALLS,
                config.stateFile());
        SampleOrg org = SampleOrg.start(settings, vertx);
        running = Optional.of(org);
        LOG.infof("Sample org with %d tables on %s", org.tables().size(), org.url());
    }

    void stop(@Observes ShutdownEvent event) {
        running.ifPresent(SampleOrg::close);
    }
}
