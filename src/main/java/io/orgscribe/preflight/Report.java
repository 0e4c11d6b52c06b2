package io.orgscribe.preflight;

import java.util.Comparator;
import java.util.List;

/**
 * The outcome of a check.
 *
 * @param status that of the worst step
 * @param apiCalls that Salesforce counts
 */
record Report(StepStatus status, int apiCalls, List<Step> steps) {

    static Report of(List<Step> steps, int apiCalls) {
        return new Report(
                steps.stream().map(Step::status).max(Comparator.naturalOrder()).orElse(StepStatus.SKIPPED),
                apiCalls,
                List.copyOf(steps));
    }
}
