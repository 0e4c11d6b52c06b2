package io.orgscribe.run;

import java.time.Clock;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.orgscribe.access.AuditAction;
import io.orgscribe.access.AuditLog;
import io.orgscribe.connection.Connection;

/** What somebody does to a run that is there. */
@ApplicationScoped
class RunControl {

    private final Runs runs;
    private final RunTransitions transitions;
    private final AuditLog audit;
    private final Clock clock;

    RunControl(Runs runs, RunTransitions transitions, AuditLog audit, Clock clock) {
        this.runs = runs;
        this.transitions = transitions;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws io.orgscribe.web.ProblemException 404 where there is none, 409 where it has ended */
    @Transactional
    void cancel(UUID id) {
        RunView run = runs.find(id);
        if (!transitions.cancel(id)) {
            throw RunProblems.ended();
        }
        record(AuditAction.RUN_CANCEL, run);
    }

    /** @throws io.orgscribe.web.ProblemException 404 where there is none, 409 where it does not wait */
    @Transactional
    void resume(UUID id) {
        RunView run = runs.find(id);
        if (!transitions.resume(id, clock.instant())) {
            throw RunProblems.notPaused();
        }
        record(AuditAction.RUN_RESUME, run);
    }

    private void record(AuditAction action, RunView run) {
        Connection connection = Connection.findById(run.connectionId());
        audit.record(action, run.id().toString(), connection.name);
    }
}
