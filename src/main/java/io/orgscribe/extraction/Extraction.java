package io.orgscribe.extraction;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.catalog.Reading;
import io.orgscribe.catalog.Reconciler;
import io.orgscribe.catalog.Staging;
import io.orgscribe.salesforce.SalesforceClient;
import io.orgscribe.salesforce.Wanted;

/** The stages of a run, in their order. Any replica can do them, also from where another one has left off. */
@ApplicationScoped
class Extraction {

    private final Authorization authorization;
    private final Discovery discovery;
    private final SalesforceClient salesforce;
    private final Staging staging;
    private final Reconciler reconciler;
    private final RunStore runs;

    Extraction(
            Authorization authorization,
            Discovery discovery,
            SalesforceClient salesforce,
            Staging staging,
            Reconciler reconciler,
            RunStore runs) {
        this.authorization = authorization;
        this.discovery = discovery;
        this.salesforce = salesforce;
        this.staging = staging;
        this.reconciler = reconciler;
        this.runs = runs;
    }

    /**
     * Reads the org and makes what was read the catalog's next revision.
     *
     * @return how the run has ended
     */
    RunStatus run(Attempt attempt) {
        Access access = authorize(attempt);
        List<String> tables = discover(attempt, access);
        describe(attempt, access, tables);
        annotate(attempt);
        return reconcile(attempt, access);
    }

    private Access authorize(Attempt attempt) {
        enter(attempt, Stage.AUTHORIZE);
        return authorization.authorize(attempt);
    }

    private List<String> discover(Attempt attempt, Access access) {
        enter(attempt, Stage.DISCOVER);
        return discovery.discover(attempt, access);
    }

    private void describe(Attempt attempt, Access access, List<String> tables) {
        Claim claim = attempt.claim();
        Staging.Staged staged = staging.staged(claim.runId());
        List<String> missing = tables.stream().filter(name -> !staged.has(name)).toList();
        attempt.progress().describing(tables.size(), staged.tables().size(), staged.columns());
        enter(attempt, Stage.DESCRIBE);
        salesforce.describe(
                access.sessions(),
                access.apiVersion(),
                missing.stream().map(Wanted::anyway).toList(),
                new StagingSink(attempt, staging, runs),
                attempt.progress());
        if (!attempt.stopped() && attempt.progress().described().done() == 0 && !tables.isEmpty()) {
            throw new RunFailed(
                    "no_table_read",
                    "None of " + tables.size() + " tables could be read",
                    "Look at the run's failures: GET /api/v1/runs/" + claim.runId() + "/failures");
        }
    }

    /** Definitions: descriptions, classification, what is hidden. Nothing is read here yet, so removals are presumed. */
    private void annotate(Attempt attempt) {
        enter(attempt, Stage.ANNOTATE);
    }

    private RunStatus reconcile(Attempt attempt, Access access) {
        enter(attempt, Stage.RECONCILE);
        Claim claim = attempt.claim();
        runs.record(attempt);
        Reading reading = new Reading(
                claim.connectionId(),
                claim.runId(),
                access.apiVersion(),
                access.userId(),
                access.language(),
                Translation.READER_VERSION,
                claim.coverage() == Coverage.COMPLETE,
                false,
                claim.mode() == Mode.FULL,
                new Reading.Validity(access.reading(), "", "", null, null));
        RunStatus end = attempt.progress().described().failed() > 0 ? RunStatus.PARTIAL : RunStatus.SUCCEEDED;
        reconciler.reconcile(reading, attempt::reconciling, (connection, outcome) -> {
            attempt.settle();
            runs.reconciled(claim, end, outcome, connection);
        });
        return end;
    }

    private static void enter(Attempt attempt, Stage stage) {
        if (attempt.stopped()) {
            throw new Attempt.Stopped();
        }
        attempt.progress().enter(stage);
    }
}
