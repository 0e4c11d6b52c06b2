package io.orgscribe.schedule;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** What Quartz calls at a connection's fire time. Its name is in the database: renamed, the triggers would not find it. */
@ApplicationScoped
@Unremovable
@RegisterForReflection
class ScheduledTick implements Job {

    private final Ticks ticks;

    ScheduledTick(Ticks ticks) {
        this.ticks = ticks;
    }

    @Override
    public void execute(JobExecutionContext context) {
        ticks.record(
                UUID.fromString(context.getJobDetail().getKey().getName()),
                context.getScheduledFireTime().toInstant());
    }
}
