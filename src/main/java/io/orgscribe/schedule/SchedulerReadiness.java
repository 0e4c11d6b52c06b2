package io.orgscribe.schedule;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;

/** A replica is ready once its scheduler fires. */
@Readiness
@ApplicationScoped
class SchedulerReadiness implements HealthCheck {

    private final Scheduler scheduler;

    SchedulerReadiness(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            boolean fires = scheduler.isStarted() && !scheduler.isInStandbyMode() && !scheduler.isShutdown();
            return HealthCheckResponse.named("Scheduler").status(fires).build();
        } catch (SchedulerException e) {
            throw new IllegalStateException("The scheduler does not say whether it runs", e);
        }
    }
}
