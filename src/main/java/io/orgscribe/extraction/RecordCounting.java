package io.orgscribe.extraction;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.catalog.RecordCounts;
import io.orgscribe.catalog.Staging;
import io.orgscribe.salesforce.Definitions;

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

    /** @return whether the user may see them */
    boolean count(Attempt attempt, Access access) {
        Claim claim = attempt.claim();
        if (staging.marked(claim.runId(), STEP).isEmpty()) {
            Optional<Map<String, Long>> read = Definable.attempt(
                    attempt,
                    () -> definitions.recordCounts(access.sessions(), access.apiVersion(), attempt.progress()));
            if (read.isEmpty()) {
                return false;
            }
            counts.record(claim.connectionId(), read.get());
            staging.mark(runs.staging(claim), STEP, List.of(STEP));
        }
        return true;
    }
}
