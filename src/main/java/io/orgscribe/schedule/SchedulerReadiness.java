package io.orgscribe.schedule;

import io.quarkus.scheduler.Scheduler;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A replica without its scheduler would serve, but never extract. The database is Quarkus's own check. */
@Readiness
class SchedulerReadiness implements HealthCheck {

    private final Scheduler scheduler;

    SchedulerReadiness(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("scheduler")
                .status(scheduler.isRunning())
                .build();
    }
}
