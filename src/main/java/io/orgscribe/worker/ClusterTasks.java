package io.orgscribe.worker;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import org.hibernate.StatelessSession;

/** What one replica at a time does for all of them. All times are the database's. */
@ApplicationScoped
class ClusterTasks {

    private final StatelessSession session;

    ClusterTasks(StatelessSession session) {
        this.session = session;
    }

    /** A task by its name in the table {@code housekeeping}, to which a migration adds it. */
    enum Task {
        REMOVAL("removal"),
        RETENTION("retention"),
        IDLE_GRANTS("idle-grants");

        private final String code;

        Task(String code) {
            this.code = code;
        }
    }

    /**
     * Takes the task if it is due.
     *
     * @param most after what time another replica takes it, if this one does not say that it is done
     * @return whether it is now this replica's to do
     */
    @Transactional(TxType.REQUIRES_NEW)
    boolean take(Task task, Duration most) {
        return session.createNativeMutationQuery("""
                                UPDATE housekeeping SET next_run_at = clock_timestamp() + CAST(:most AS interval)
                                WHERE task = (
                                    SELECT task FROM housekeeping WHERE task = :task AND next_run_at <= clock_timestamp()
                                    FOR UPDATE SKIP LOCKED)""")
                        .setParameter("task", task.code)
                        .setParameter("most", most.toString())
                        .executeUpdate()
                == 1;
    }

    /** The task is due again after the pause. */
    @Transactional(TxType.REQUIRES_NEW)
    void done(Task task, Duration pause) {
        session.createNativeMutationQuery("""
                        UPDATE housekeeping SET next_run_at = clock_timestamp() + CAST(:pause AS interval)
                        WHERE task = :task""")
                .setParameter("task", task.code)
                .setParameter("pause", pause.toString())
                .executeUpdate();
    }
}
