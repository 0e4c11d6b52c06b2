package io.orgscribe.worker;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

import io.orgscribe.catalog.DataRefused;
import io.orgscribe.catalog.Staging;
import io.orgscribe.connection.Connection;
import io.orgscribe.connection.Connections;
import io.orgscribe.extraction.Extraction;
import io.orgscribe.run.Attempt;
import io.orgscribe.run.CallBudget;
import io.orgscribe.run.Claim;
import io.orgscribe.run.ExtractionConfig;
import io.orgscribe.run.OwnershipLost;
import io.orgscribe.run.Progress;
import io.orgscribe.run.RetryPolicy;
import io.orgscribe.run.RetryPolicy.Acquaintance;
import io.orgscribe.run.RetryPolicy.Deferral;
import io.orgscribe.run.RunError;
import io.orgscribe.run.RunFailed;
import io.orgscribe.run.RunStatus;
import io.orgscribe.run.RunStore;
import io.orgscribe.run.RunTransitions;
import io.orgscribe.salesforce.CallBudgetExhausted;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.web.SqlFailure;

/** Does one attempt and writes how it ended, whatever happens in it. */
@ApplicationScoped
class Worker {

    private static final Logger LOG = Logger.getLogger(Worker.class);

    private static final String GOES_ON = "It goes on by itself. ";

    private final Extraction extraction;
    private final RunStore runs;
    private final RunTransitions transitions;
    private final Staging staging;
    private final Connections connections;
    private final ExtractionConfig config;
    private final RetryPolicy retryPolicy;
    private final DatabaseWriteMonitor writes;

    Worker(
            Extraction extraction,
            RunStore runs,
            RunTransitions transitions,
            Staging staging,
            Connections connections,
            ExtractionConfig config,
            RetryPolicy retryPolicy,
            DatabaseWriteMonitor writes) {
        this.extraction = extraction;
        this.runs = runs;
        this.transitions = transitions;
        this.staging = staging;
        this.connections = connections;
        this.config = config;
        this.retryPolicy = retryPolicy;
        this.writes = writes;
    }

    void work(Attempt attempt) {
        Claim claim = attempt.claim();
        MDC.put("runId", claim.runId().toString());
        MDC.put("connectionId", claim.connectionId().toString());
        try {
            LOG.infof(
                    "Run started: attempt %d, mode %s",
                    claim.attempt(), claim.mode().code());
            ended(attempt, outcome(attempt));
        } catch (OwnershipLost e) {
            LOG.warnf("Run given up: %s. Its new owner goes on from the staging", e.getMessage());
        } catch (RuntimeException e) {
            writes.seen(e);
            // Its lease ends by itself, then whoever is free goes on.
            LOG.errorf(e, "Run left to its lease: the end of the attempt could not be written");
        } finally {
            MDC.remove("runId");
            MDC.remove("connectionId");
        }
    }

    private RunStatus outcome(Attempt attempt) {
        try {
            if (attempt.claim().lostAttempts() > config.maxAttempts()) {
                throw new RunFailed(
                        "attempts_exhausted",
                        "The run was taken up " + config.maxAttempts() + " times without coming to an end",
                        "The service's log says how the attempts ended.");
            }
            return extract(attempt);
        } catch (RuntimeException e) {
            attempt.settle();
            if (!attempt.stopped() && !(e instanceof DataRefused) && SqlFailure.of(e) != SqlFailure.NONE) {
                return databaseFailed(attempt, e);
            }
            runs.record(attempt);
            return end(attempt, e).write(transitions, attempt.claim());
        }
    }

    /** An error of the JVM would meet whoever takes the run next as well: it ends the run as any failure does. */
    private RunStatus extract(Attempt attempt) {
        try {
            return extraction.run(attempt);
        } catch (Error e) {
            throw new IllegalStateException(e);
        }
    }

    private AttemptEnd end(Attempt attempt, RuntimeException e) {
        if (e instanceof CallBudgetExhausted) {
            return outOfCalls(attempt.progress());
        }
        // Somebody who cancels a run while it is reconciled makes its last statement miss.
        if (e instanceof OwnershipLost || attempt.stopped()) {
            return switch (attempt.stop()) {
                case HANDED_OVER -> new AttemptEnd.Release();
                case LOST -> new AttemptEnd.Stop(new OwnershipLost(attempt.claim()));
                case CANCELLED, NOT -> new AttemptEnd.Stop(e);
            };
        }
        if (e instanceof SalesforceException salesforce) {
            return orgFailed(attempt, salesforce);
        }
        if (e instanceof RunFailed failed) {
            return failed(failed.error());
        }
        if (e instanceof DataRefused) {
            LOG.error("What was read cannot be kept", e);
            return failed(new RunError("value_refused", e.getMessage(), report(attempt.claim())));
        }
        LOG.error("Run failed unexpectedly", e);
        Throwable why = e.getCause() instanceof Error error ? error : e;
        return failed(new RunError(
                "internal_error",
                "Orgscribe failed: " + why.getClass().getSimpleName(),
                why instanceof OutOfMemoryError
                        ? "Give the service more memory, or fewer runs at once (orgscribe.extraction.runs-per-replica)."
                        : report(attempt.claim())));
    }

    private static String report(Claim claim) {
        return "Report this with the service's log of run " + claim.runId() + ".";
    }

    private static AttemptEnd failed(RunError error) {
        LOG.warnf("Run failed: %s: %s", error.cause(), error.message());
        return new AttemptEnd.Fail(error);
    }

    /** An attempt that has brought nothing would bring nothing the next time. */
    private static AttemptEnd outOfCalls(Progress progress) {
        RunError why = progress.refusal().orElseThrow();
        if (why.cause().equals(CallBudget.BUDGET) && !progress.advanced()) {
            return failed(CallBudget.tooSmall(why));
        }
        LOG.infof("Run paused: %s: %s", why.cause(), why.message());
        return new AttemptEnd.Pause(why);
    }

    private AttemptEnd orgFailed(Attempt attempt, SalesforceException e) {
        Claim claim = attempt.claim();
        RunError why = RunError.of(e);
        if (e.failure() == FailureCause.DAILY_LIMIT) {
            LOG.infof("Run paused: %s: %s", why.cause(), why.message());
            return new AttemptEnd.Pause(new RunError(why.cause(), why.message(), CallBudget.GOES_ON));
        }
        Optional<Deferral> deferral = retryPolicy.of(
                claim,
                acquaintance(connections.find(claim.connectionId())),
                attempt.progress().advanced(),
                e);
        if (deferral.isEmpty()) {
            return failed(why);
        }
        LOG.infof("Run goes on in %d s: %s: %s", deferral.get().delay().toSeconds(), why.cause(), why.message());
        return new AttemptEnd.Defer(deferral.get(), new RunError(why.cause(), why.message(), GOES_ON + why.remedy()));
    }

    private static Acquaintance acquaintance(Connection connection) {
        if (connection.orgId == null) {
            return Acquaintance.NONE;
        }
        return RunStatus.SUCCEEDED.code().equals(connection.lastRunStatus)
                        || RunStatus.PARTIAL.code().equals(connection.lastRunStatus)
                ? Acquaintance.READ
                : Acquaintance.ANSWERED;
    }

    /**
     * The run goes back to the queue as soon as that can be written; else its lease ends by itself, as that of a run
     * which would fail at the same statement again.
     */
    private RunStatus databaseFailed(Attempt attempt, RuntimeException e) {
        if (writes.seen(e) != SqlFailure.TRANSIENT) {
            throw e;
        }
        LOG.warnf("Run goes back to the queue: the database failed: %s", SqlFailure.describe(e));
        AttemptEnd defer = new AttemptEnd.Defer(Deferral.ofDatabase(attempt.claim(), attempt.progress()), null);
        long end = System.nanoTime() + config.lease().toNanos();
        while (true) {
            try {
                return defer.write(transitions, attempt.claim());
            } catch (OwnershipLost lost) {
                throw lost;
            } catch (RuntimeException again) {
                if (System.nanoTime() > end || writes.seen(again) != SqlFailure.TRANSIENT) {
                    throw again;
                }
                LockSupport.parkNanos(config.heartbeat().toNanos());
            }
        }
    }

    private void ended(Attempt attempt, RunStatus status) {
        Claim claim = attempt.claim();
        Progress.Described described = attempt.progress().described();
        LOG.infof(
                (status.ended() ? "Run ended: " : "Attempt ended: ") + "%s, %d tables, %d failed, %d columns, %d calls",
                status.code(),
                described.done(),
                described.failed(),
                described.columns(),
                attempt.progress().apiCalls());
        if (status.ended()) {
            staging.clear(claim.runId());
        }
    }
}
