package io.orgscribe.worker;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

import io.orgscribe.catalog.Staging;
import io.orgscribe.connection.Connections;
import io.orgscribe.extraction.Extraction;
import io.orgscribe.run.Attempt;
import io.orgscribe.run.CallBudget;
import io.orgscribe.run.Claim;
import io.orgscribe.run.ExtractionConfig;
import io.orgscribe.run.OwnershipLost;
import io.orgscribe.run.Progress;
import io.orgscribe.run.RetryPolicy;
import io.orgscribe.run.RetryPolicy.Deferral;
import io.orgscribe.run.RunError;
import io.orgscribe.run.RunFailed;
import io.orgscribe.run.RunStatus;
import io.orgscribe.run.RunStore;
import io.orgscribe.salesforce.CallBudgetExhausted;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.web.SqlFailure;

/** Does one attempt and writes how it ended, whatever happens in it. */
@ApplicationScoped
class Worker {

    private static final Logger LOG = Logger.getLogger(Worker.class);

    private static final String GOES_ON = "It goes on by itself. ";

    private final Extraction extraction;
    private final RunStore runs;
    private final Staging staging;
    private final Connections connections;
    private final ExtractionConfig config;
    private final RetryPolicy retryPolicy;
    private final DatabaseWriteMonitor writes;

    Worker(
            Extraction extraction,
            RunStore runs,
            Staging staging,
            Connections connections,
            ExtractionConfig config,
            RetryPolicy retryPolicy,
            DatabaseWriteMonitor writes) {
        this.extraction = extraction;
        this.runs = runs;
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
            return extraction.run(attempt);
        } catch (CallBudgetExhausted e) {
            return paused(attempt);
        } catch (OwnershipLost e) {
            // Somebody who cancels a run while it is reconciled makes its last statement miss.
            return stopped(attempt, e);
        } catch (RuntimeException e) {
            return attempt.stopped() ? stopped(attempt, e) : failed(attempt, e);
        }
    }

    private RunStatus stopped(Attempt attempt, RuntimeException why) {
        attempt.settle();
        runs.record(attempt);
        Claim claim = attempt.claim();
        if (attempt.stop() == Attempt.Stop.HANDED_OVER) {
            runs.release(claim);
            return RunStatus.QUEUED;
        }
        if (runs.endCancelled(claim)) {
            return RunStatus.CANCELLED;
        }
        throw attempt.stop() == Attempt.Stop.LOST ? new OwnershipLost(claim) : why;
    }

    /** One that has brought nothing would bring nothing the next time. */
    private RunStatus paused(Attempt attempt) {
        attempt.settle();
        RunError why = attempt.progress().refusal().orElseThrow();
        runs.record(attempt);
        if (why.cause().equals(CallBudget.BUDGET) && !attempt.progress().advanced()) {
            runs.end(attempt.claim(), RunStatus.FAILED, CallBudget.tooSmall(why));
            return RunStatus.FAILED;
        }
        if (runs.endCancelled(attempt.claim())) {
            return RunStatus.CANCELLED;
        }
        LOG.infof("Run paused: %s: %s", why.cause(), why.message());
        runs.pause(attempt.claim(), why);
        return RunStatus.PAUSED;
    }

    private RunStatus failed(Attempt attempt, RuntimeException e) {
        attempt.settle();
        RunError error;
        if (e instanceof SalesforceException salesforce) {
            error = RunError.of(salesforce);
            Optional<Deferral> deferral = retryPolicy.of(
                    attempt.claim(),
                    isKnown(attempt.claim()),
                    attempt.progress().advanced(),
                    salesforce);
            if (deferral.isPresent()) {
                return deferred(attempt, deferral.get(), error);
            }
        } else if (e instanceof RunFailed failed) {
            error = failed.error();
        } else if (SqlFailure.of(e) != SqlFailure.NONE) {
            return databaseFailed(attempt, e);
        } else {
            LOG.error("Run failed unexpectedly", e);
            error = new RunError(
                    "internal_error",
                    "Orgscribe failed: " + e.getClass().getSimpleName(),
                    "Report this with the service's log of run "
                            + attempt.claim().runId() + ".");
        }
        LOG.warnf("Run failed: %s: %s", error.cause(), error.message());
        runs.record(attempt);
        runs.end(attempt.claim(), RunStatus.FAILED, error);
        return RunStatus.FAILED;
    }

    private boolean isKnown(Claim claim) {
        return connections.find(claim.connectionId()).orgId != null;
    }

    private RunStatus deferred(Attempt attempt, Deferral deferral, RunError why) {
        runs.record(attempt);
        LOG.infof("Run goes on in %d s: %s: %s", deferral.delay().toSeconds(), why.cause(), why.message());
        return defer(attempt.claim(), deferral, new RunError(why.cause(), why.message(), GOES_ON + why.remedy()));
    }

    /** One that somebody has cancelled meanwhile has ended instead. */
    private RunStatus defer(Claim claim, Deferral deferral, RunError why) {
        try {
            runs.defer(claim, deferral, why);
            return RunStatus.QUEUED;
        } catch (OwnershipLost e) {
            if (runs.endCancelled(claim)) {
                return RunStatus.CANCELLED;
            }
            throw e;
        }
    }

    /** Goes back to the queue as soon as that can be written; else its lease ends by itself. */
    private RunStatus databaseFailed(Attempt attempt, RuntimeException e) {
        if (writes.seen(e) != SqlFailure.TRANSIENT) {
            throw e;
        }
        LOG.warnf("Run goes back to the queue: the database failed: %s", SqlFailure.describe(e));
        Deferral deferral = Deferral.ofDatabase(attempt.claim(), attempt.progress());
        long end = System.nanoTime() + config.lease().toNanos();
        while (true) {
            try {
                return defer(attempt.claim(), deferral, null);
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
