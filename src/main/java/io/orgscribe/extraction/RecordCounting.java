package io.orgscribe.extraction;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.catalog.RecordCounts;
import io.orgscribe.catalog.Staging;
import io.orgscribe.extraction.OptionalCalls.Part;
import io.orgscribe.run.Attempt;
import io.orgscribe.run.Claim;
import io.orgscribe.run.RunStore;
import io.orgscribe.salesforce.Definitions;

/** How many records the tables have: one call for all of them, once a run. */
@ApplicationScoped
class RecordCounting {

    private static final String STEP = "recordCounts";

    private final OptionalCalls optional;
    private final Definitions definitions;
    private final RecordCounts counts;
    private final Staging staging;
    private final RunStore runs;

    RecordCounting(
            OptionalCalls optional, Definitions definitions, RecordCounts counts, Staging staging, RunStore runs) {
        this.optional = optional;
        this.definitions = definitions;
        this.counts = counts;
        this.staging = staging;
        this.runs = runs;
    }

    /** @return whether they are known: by this run or by an earlier one */
    boolean count(Attempt attempt, Access access) {
        Claim claim = attempt.claim();
        if (staging.marked(claim.runId(), STEP).isEmpty()) {
            Optional<Map<String, Long>> read = optional.read(
                    attempt,
                    access.sessions(),
                    Part.RECORD_COUNTS,
                    () -> definitions.recordCounts(access.sessions(), access.apiVersion(), attempt.progress()));
            if (read.isEmpty()) {
                return !counts.newest(claim.connectionId()).isEmpty();
            }
            counts.record(claim.connectionId(), read.get());
            staging.mark(runs.staging(claim), STEP, List.of(STEP));
        }
        return true;
    }
}
