package io.orgscribe.schedule;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import org.hibernate.Session;
import org.jboss.logging.Logger;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;

/**
 * Looks for connections without their trigger and for triggers without their connection when a replica starts. Any
 * number of replicas may do so at once.
 */
@ApplicationScoped
class TriggerCheck {

    private static final Logger LOG = Logger.getLogger(TriggerCheck.class);

    private final Triggers triggers;
    private final Scheduler scheduler;
    private final Session session;

    TriggerCheck(Triggers triggers, Scheduler scheduler, Session session) {
        this.triggers = triggers;
        this.scheduler = scheduler;
        this.session = session;
    }

    void start(@Observes StartupEvent event) {
        for (UUID connectionId : QuarkusTransaction.requiringNew().call(this::outOfStep)) {
            try {
                triggers.align(connectionId);
            } catch (RuntimeException e) {
                LOG.errorf(e, "The schedule of connection %s does not fire", connectionId);
            }
        }
    }

    /** A trigger in error does not fire, so that it counts as missing. */
    private List<UUID> outOfStep() throws SchedulerException {
        return session.createNativeQuery("""
                        SELECT coalesce(c.id, CAST(t.trigger_name AS uuid))
                        FROM (
                            SELECT id, CAST(id AS text) AS name FROM connection
                            WHERE status = 'ready' AND schedule_enabled AND schedule_cron IS NOT NULL) c
                        FULL JOIN (
                            SELECT trigger_name FROM qrtz_triggers
                            WHERE sched_name = :scheduler AND trigger_group = :group AND trigger_state <> 'ERROR') t
                            ON t.trigger_name = c.name
                        WHERE c.id IS NULL OR t.trigger_name IS NULL""", UUID.class)
                .setParameter("scheduler", scheduler.getSchedulerName())
                .setParameter("group", Triggers.GROUP)
                .getResultList();
    }
}
