package io.orgscribe.extraction;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.catalog.RecordCounts;
import io.orgscribe.catalog.Staging;
import io.orgscribe.run.Attempt;
import io.orgscribe.run.Claim;
import io.orgscribe.run.RunStore;
import io.orgscribe.salesforce.Definitions;
import io.orgscribe.salesforce.SalesforceException;

/** How many records the tables have: one call for all of them, once a run. */
@ApplicationScoped
class RecordCounting {

    private static final String STEP = "recordCounts";

    private final Definitions definitions;
    private final RecordCounts counts;
    private final Staging staging;
    private final RunStore runs;

    RecordCounting(Definitions definitions, RecordCounts counts, Staging staging, RunStore runs) {
        this.definitions = definitions;
        this.counts = counts;
        this.staging = staging;
        this.runs = runs;
    }

    /** @return whether they are known: the user may see them, and Salesforce has told them */
    boolean count(Attempt attempt, Access access) {
        Claim claim = attempt.claim();
        if (staging.marked(claim.runId(), STEP).isEmpty()) {
            Optional<Map<String, Long>> read =
                    IfViewSetup.attempt(attempt, () -> read(attempt, access)).flatMap(told -> told);
            if (read.isEmpty()) {
                return false;
            }
            counts.record(claim.connectionId(), read.get());
            staging.mark(runs.staging(claim), STEP, List.of(STEP));
        }
        return true;
    }

    /** Nothing else of a run depends on them. */
    private Optional<Map<String, Long>> read(Attempt attempt, Access access) {
        try {
            return Optional.of(definitions.recordCounts(access.sessions(), access.apiVersion(), attempt.progress()));
        } catch (SalesforceException e) {
            if (e.concernsOrg()) {
                throw e;
            }
            attempt.progress().notice("Records were not counted: " + e.getMessage() + " " + e.remedy());
            return Optional.empty();
        }
    }
}
