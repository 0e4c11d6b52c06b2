package io.orgscribe.schedule;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger.TriggerState;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;

import io.orgscribe.connection.Connection;
import io.orgscribe.connection.ConnectionRemoving;
import io.orgscribe.connection.ConnectionSaved;
import io.orgscribe.connection.ConnectionStatus;
import io.orgscribe.connection.Schedule;

/**
 * Keeps Quartz's triggers and {@code nextRunAt} in step with the connections: one trigger for each that fires, named by
 * its id.
 *
 * <p>Quartz locks its tables until the end of the transaction, so the connection's row is always locked before.
 */
@ApplicationScoped
class Triggers {

    static final String GROUP = "connection";

    private final Scheduler scheduler;
    private final Clock clock;

    Triggers(Scheduler scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    void saved(@Observes ConnectionSaved event) {
        align(event.connection());
    }

    void removing(@Observes ConnectionRemoving event) {
        remove(event.id());
    }

    /** Whether ticks of the connection's schedule count now. */
    static boolean fires(Connection connection) {
        return connection.status == ConnectionStatus.READY
                && connection.scheduleEnabled
                && connection.scheduleCron != null;
    }

    static Optional<Connection> lock(UUID connectionId) {
        return Connection.findByIdOptional(connectionId, LockModeType.PESSIMISTIC_WRITE);
    }

    /** The next {@code n} times at which the connection will be extracted; none where it does not fire. */
    List<Instant> upcoming(Connection connection, int n) {
        return fires(connection) ? connection.schedule().nextFireTimes(clock, n) : List.of();
    }

    /** Gives the connection the trigger that it needs, or takes it away, also where there is no such connection. */
    @Transactional
    void align(UUID connectionId) {
        lock(connectionId).ifPresentOrElse(this::align, () -> remove(connectionId));
    }

    /** @param connection managed, its row locked */
    void align(Connection connection) {
        Optional<Instant> next = upcoming(connection, 1).stream().findFirst();
        next.ifPresentOrElse(time -> keep(connection), () -> remove(connection.id));
        connection.nextRunAt = next.orElse(null);
    }

    /** A trigger that is right already is left alone: replaced, it would forget a time that it has just missed. */
    private void keep(Connection connection) {
        Schedule schedule = connection.schedule();
        TriggerKey key = new TriggerKey(connection.id.toString(), GROUP);
        CronTrigger wanted = TriggerBuilder.newTrigger()
                .withIdentity(key)
                .withSchedule(CronScheduleBuilder.cronSchedule(schedule.quartzCron())
                        .inTimeZone(schedule.quartzZone())
                        .withMisfireHandlingInstructionFireAndProceed())
                .build();
        try {
            if (!isRight(key, wanted)) {
                scheduler.scheduleJob(job(connection.id), Set.of(wanted), true);
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException("Connection " + connection.id + " could not be scheduled", e);
        }
    }

    private boolean isRight(TriggerKey key, CronTrigger wanted) throws SchedulerException {
        return scheduler.getTrigger(key) instanceof CronTrigger found
                && found.getCronExpression().equals(wanted.getCronExpression())
                && found.getTimeZone().equals(wanted.getTimeZone())
                && scheduler.getTriggerState(key) != TriggerState.ERROR;
    }

    /** A replica that dies between firing and recording is made up for by another. */
    private static JobDetail job(UUID connectionId) {
        return JobBuilder.newJob(ScheduledTick.class)
                .withIdentity(connectionId.toString(), GROUP)
                .requestRecovery()
                .build();
    }

    private void remove(UUID connectionId) {
        try {
            scheduler.deleteJob(new JobKey(connectionId.toString(), GROUP));
        } catch (SchedulerException e) {
            throw new IllegalStateException("Connection " + connectionId + " could not be unscheduled", e);
        }
    }
}
