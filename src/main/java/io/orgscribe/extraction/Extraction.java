package io.orgscribe.extraction;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.orgscribe.catalog.CatalogNames;
import io.orgscribe.catalog.CatalogUpkeep;
import io.orgscribe.catalog.Reading;
import io.orgscribe.catalog.Reading.Validity;
import io.orgscribe.catalog.ReconcileResult;
import io.orgscribe.catalog.Reconciler;
import io.orgscribe.catalog.Staging;
import io.orgscribe.extraction.ReadPlan.Annotate;
import io.orgscribe.run.Attempt;
import io.orgscribe.run.Claim;
import io.orgscribe.run.Mode;
import io.orgscribe.run.Progress;
import io.orgscribe.run.RunFailed;
import io.orgscribe.run.RunFailure;
import io.orgscribe.run.RunStatus;
import io.orgscribe.run.RunStore;
import io.orgscribe.run.RunTransitions;
import io.orgscribe.run.Stage;
import io.orgscribe.salesforce.CallBudgetExhausted;
import io.orgscribe.salesforce.DescribeRequest;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceClient;

/** The stages of a run, in their order. Any replica can do them, also from where another one has left off. */
@ApplicationScoped
public class Extraction {

    private static final Logger LOG = Logger.getLogger(Extraction.class);

    /** By how much the org's clock may be behind ours: edits of that time are asked for again. */
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    private final Authorization authorization;
    private final Discovery discovery;
    private final SalesforceClient salesforce;
    private final Annotation annotation;
    private final Staging staging;
    private final Reconciler reconciler;
    private final CatalogUpkeep upkeep;
    private final RunStore runs;
    private final RunTransitions transitions;

    Extraction(
            Authorization authorization,
            Discovery discovery,
            SalesforceClient salesforce,
            Annotation annotation,
            Staging staging,
            Reconciler reconciler,
            CatalogUpkeep upkeep,
            RunStore runs,
            RunTransitions transitions) {
        this.authorization = authorization;
        this.discovery = discovery;
        this.salesforce = salesforce;
        this.annotation = annotation;
        this.staging = staging;
        this.reconciler = reconciler;
        this.upkeep = upkeep;
        this.runs = runs;
        this.transitions = transitions;
    }

    /**
     * Reads the org and makes what was read the catalog's next revision.
     *
     * @return how the run has ended
     */
    public RunStatus run(Attempt attempt) {
        Access access = authorize(attempt);
        ReadPlan plan = discover(attempt, access);
        Staging.Staged staged = staging.staged(attempt.claim().runId());
        boolean defined = read(attempt, access, plan, staged);
        failEmptied(attempt, defined);
        return reconcile(attempt, access, staged.isEmpty() ? plan : plan.withoutGlobal(), defined);
    }

    private Access authorize(Attempt attempt) {
        enter(attempt, Stage.AUTHORIZE);
        return authorization.authorize(attempt);
    }

    private ReadPlan discover(Attempt attempt, Access access) {
        enter(attempt, Stage.DISCOVER);
        return discovery.discover(attempt, access);
    }

    /**
     * Describes and annotates; where all is annotated anyway both at once, for both wait for Salesforce most of the
     * time. Where calls are counted out one after the other, so that an attempt ends with whole tables.
     */
    private boolean read(Attempt attempt, Access access, ReadPlan plan, Staging.Staged staged) {
        List<DescribeRequest> missing = plan.describe().stream()
                .filter(wanted -> !staged.has(wanted.name()))
                .toList();
        attempt.progress().describing(plan.tables().size(), plan.tables().size() - missing.size(), staged.columns());
        enter(attempt, Stage.DESCRIBE);
        DescribedTables described = DescribedTables.following(
                plan.tables(), missing.stream().map(DescribeRequest::name).toList());
        if (plan.annotate() != Annotate.ALL || attempt.progress().bounded()) {
            describe(attempt, access, missing, described);
            enter(attempt, Stage.ANNOTATE);
            return annotation.annotate(attempt, access, plan, described);
        }
        try (BackgroundTask<Boolean> annotated =
                BackgroundTask.start("annotate", () -> annotation.annotate(attempt, access, plan, described))) {
            try {
                describe(attempt, access, missing, described);
            } catch (CallBudgetExhausted e) {
                // What is under way is paid for.
                annotated.join();
                throw e;
            }
            enter(attempt, Stage.ANNOTATE);
            return annotated.join();
        }
    }

    private void describe(Attempt attempt, Access access, List<DescribeRequest> missing, DescribedTables described) {
        try {
            salesforce.describe(
                    access.sessions(),
                    access.apiVersion(),
                    missing,
                    new StagingSink(attempt, staging, runs, described),
                    attempt.progress());
        } finally {
            described.end();
        }
        if (attempt.stopped()) {
            return;
        }
        failLost(attempt, described);
        Progress.Described progress = attempt.progress().described();
        if (progress.done() == 0 && progress.total() > 0) {
            throw new RunFailed(
                    "no_table_read",
                    "None of " + progress.total() + " tables could be read",
                    "Look at the run's failures: GET /api/v1/runs/"
                            + attempt.claim().runId() + "/failures");
        }
    }

    /** Each table is staged or has failed. One that we have lost is a failure like any, so that the run does not hide it. */
    private void failLost(Attempt attempt, DescribedTables described) {
        if (described.missing().isEmpty()) {
            return;
        }
        Claim claim = attempt.claim();
        Set<String> failed =
                runs.failedTables(claim).stream().map(CatalogNames::key).collect(Collectors.toSet());
        List<String> lost = described.missing().stream()
                .filter(table -> !failed.contains(CatalogNames.key(table)))
                .toList();
        for (String table : lost) {
            LOG.errorf("Table %s was neither staged nor has it failed", table);
            runs.fail(
                    claim,
                    new RunFailure(
                            table,
                            "internal_error",
                            0,
                            1,
                            "Orgscribe has lost what it was told of the table.",
                            "The next run reads it. Report this with the service's log of run " + claim.runId() + "."));
        }
        attempt.progress().failed(lost.size());
    }

    /** A describe without fields, of a table that had some, is no word on them unless definitions say the same. */
    private void failEmptied(Attempt attempt, boolean defined) {
        attempt.requireGoing();
        Claim claim = attempt.claim();
        List<String> emptied = staging.takeBackEmptied(runs.staging(claim), defined);
        for (String table : emptied) {
            runs.fail(
                    claim,
                    new RunFailure(
                            table,
                            FailureCause.UNREADABLE_REPLY.code(),
                            null,
                            1,
                            "The describe has no fields, and the table had some.",
                            "The table stays as it is, and the next run asks again. Where it has really lost its fields,"
                                    + " definitions say so: "
                                    + FailureCause.VIEW_SETUP_MISSING.remedy()));
        }
        attempt.progress().takenBack(emptied.size());
    }

    private RunStatus reconcile(Attempt attempt, Access access, ReadPlan plan, boolean defined) {
        enter(attempt, Stage.RECONCILE);
        Claim claim = attempt.claim();
        runs.record(attempt);
        Reading reading = new Reading(
                claim.connectionId(),
                claim.runId(),
                access.apiVersion(),
                access.userId(),
                access.language(),
                CatalogMapper.READER_VERSION,
                plan.listed(),
                defined,
                claim.mode() == Mode.FULL,
                validity(attempt, access, plan, defined));
        RunStatus end = attempt.progress().isComplete() ? RunStatus.SUCCEEDED : RunStatus.PARTIAL;
        reconciler.reconcile(reading, work -> {
            runs.nameSession(claim);
            ReconcileResult result = attempt.reconcile(work);
            transitions.reconciled(attempt, end, result);
            return result;
        });
        upkeep.afterRevision(claim.connectionId());
        return end;
    }

    private Validity validity(Attempt attempt, Access access, ReadPlan plan, boolean defined) {
        Instant begun = attempt.claim().startedAt();
        List<String> failed = runs.failedTables(attempt.claim());
        Set<String> pending = new TreeSet<>(failed);
        pending.retainAll(plan.tables());
        // What has become of a table that is not listed any more can be told with the list only.
        boolean unknown = pending.size() < failed.size();
        pending.removeAll(attempt.progress().settled());
        pending.addAll(plan.pending());
        return new Validity(
                access.reading(),
                plan.filter(),
                unknown && plan.listed() ? "" : plan.global(),
                defined && plan.annotate() == Annotate.ALL ? begun : null,
                defined && plan.editsSeen() ? begun.minus(CLOCKS_DIFFER) : null,
                pending);
    }

    private static void enter(Attempt attempt, Stage stage) {
        attempt.requireGoing();
        LOG.debugf("Stage %s", stage.code());
        attempt.progress().enter(stage);
    }
}
