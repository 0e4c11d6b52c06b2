package io.orgscribe.estimate;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.orgscribe.access.AuditAction;
import io.orgscribe.access.AuditLog;
import io.orgscribe.catalog.CatalogNames;
import io.orgscribe.connection.Connection;
import io.orgscribe.connection.ConnectionStatus;
import io.orgscribe.connection.Connections;
import io.orgscribe.connection.KeysetGuard;
import io.orgscribe.run.Idempotency;
import io.orgscribe.run.Mode;
import io.orgscribe.run.RunOrder;
import io.orgscribe.run.RunProblems;
import io.orgscribe.run.RunRequest;
import io.orgscribe.run.RunTransitions;
import io.orgscribe.run.Runs;
import io.orgscribe.run.Trigger;
import io.orgscribe.web.ProblemException;

/** Checks what is asked for before a run is queued: a refused request changes nothing. */
@ApplicationScoped
class RunRequests {

    private final Connections connections;
    private final KeysetGuard keyset;
    private final CatalogNames names;
    private final Runs runs;
    private final RunTransitions transitions;
    private final Idempotency idempotency;
    private final DryRun dryRun;
    private final AuditLog audit;
    private final Clock clock;

    RunRequests(
            Connections connections,
            KeysetGuard keyset,
            CatalogNames names,
            Runs runs,
            RunTransitions transitions,
            Idempotency idempotency,
            DryRun dryRun,
            AuditLog audit,
            Clock clock) {
        this.connections = connections;
        this.keyset = keyset;
        this.names = names;
        this.runs = runs;
        this.transitions = transitions;
        this.idempotency = idempotency;
        this.dryRun = dryRun;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param key the one that the client repeats its request with, where it has sent one
     * @return the queued run, or the one that the same request has queued before
     * @throws io.orgscribe.web.ProblemException 404, 409 or 400, which name the field, the cause and the remedy
     */
    @Transactional
    UUID start(UUID connectionId, RunRequest request, Optional<String> key) {
        connections.find(connectionId);
        return key.isEmpty()
                ? start(connectionId, request)
                : idempotency.once(connectionId, key.get(), request, () -> start(connectionId, request));
    }

    private UUID start(UUID connectionId, RunRequest request) {
        Mode mode = check(connectionId, request);
        UUID run = transitions
                .enqueue(RunOrder.now(connectionId, Trigger.API, mode, tables(connectionId, request), clock))
                .orElseThrow(() -> notQueued(connectionId));
        audit.record(AuditAction.RUN_START, run.toString(), connections.find(connectionId).name);
        return run;
    }

    /** The connection may have been deleted since it was checked. */
    private ProblemException notQueued(UUID connectionId) {
        Connection connection = connections.find(connectionId);
        Connection.getEntityManager().refresh(connection);
        return takesRuns(connection)
                ? RunProblems.active(runs.active(connectionId).map(run -> run.id))
                : RunProblems.notReady(connection);
    }

    private static boolean takesRuns(Connection connection) {
        return connection.status == ConnectionStatus.READY || connection.status == ConnectionStatus.PAUSED;
    }

    /**
     * What the run would cost.
     *
     * @throws io.orgscribe.web.ProblemException as {@link #start}, but a run that is active is in nobody's way
     */
    RunEstimate estimate(UUID connectionId, RunRequest request) {
        Mode mode = check(connectionId, request);
        return dryRun.estimate(connectionId, mode, tables(connectionId, request));
    }

    private Mode check(UUID connectionId, RunRequest request) {
        Connection connection = connections.find(connectionId);
        if (!takesRuns(connection)) {
            throw RunProblems.notReady(connection);
        }
        if (keyset.isLocked()) {
            throw RunProblems.secretsUnreadable();
        }
        return Optional.ofNullable(request.mode()).orElse(Mode.INCREMENTAL);
    }

    private List<String> tables(UUID connectionId, RunRequest request) {
        if (request.failed()) {
            return runs.failedTables(connectionId);
        }
        List<String> tables = request.names();
        List<String> unknown = names.unknown(connectionId, tables);
        if (!unknown.isEmpty()) {
            throw RunProblems.unknownTables(tables, unknown);
        }
        return List.copyOf(tables.stream()
                .collect(Collectors.toMap(CatalogNames::key, name -> name, (one, same) -> one, LinkedHashMap::new))
                .values());
    }
}
