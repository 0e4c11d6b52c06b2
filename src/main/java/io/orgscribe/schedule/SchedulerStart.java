package io.orgscribe.schedule;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;

/** Lets scheduled methods begin once nobody refuses the start any more, and begin no more once the service ends. */
@ApplicationScoped
class SchedulerStart {

    private final Scheduler scheduler;

    SchedulerStart(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent event) {
        scheduler.resume();
    }

    /** Before what they need is closed. */
    void rest(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        scheduler.pause();
    }
}
