package io.orgscribe.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A run as REST shows it.
 *
 * @param notBefore when a queued run begins or goes on at the earliest; else null
 * @param tablesPerMinute of the newest attempt
 * @param apiCalls calls that Salesforce counts
 * @param error why it has failed or stopped; of a queued run, what it waits for to pass
 * @param revision of the catalog after the run; null until it is reconciled
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunView(
        UUID id,
        UUID connectionId,
        Trigger trigger,
        Mode mode,
        Coverage coverage,
        List<String> tables,
        RunStatus status,
        int attempt,
        Stage stage,
        Instant notBefore,
        Instant scheduledFor,
        boolean late,
        boolean cancelRequested,
        String apiVersion,
        int tablesTotal,
        int tablesDone,
        int tablesFailed,
        Integer tablesPerMinute,
        Instant estimatedEnd,
        int columns,
        Changes changes,
        int apiCalls,
        Bill bill,
        Long revision,
        List<String> notices,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt,
        RunError error) {

    public record Changes(int added, int removed, int changed, int hidden, int restored, int renamed) {}

    /**
     * @param byKind counted calls by what they were for
     * @param orgCallsUsed the org's own counter of the last 24 hours over all its clients, as information
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Bill(
            Map<String, Integer> byKind,
            long bytesOnWire,
            long bytesUnpacked,
            int notModified,
            Long orgCallsUsed,
            Long orgCallsAllowed) {}

    static RunView of(Run run) {
        return new RunView(
                run.id,
                run.connectionId,
                run.trigger,
                run.mode,
                run.coverage,
                run.requestedTables,
                run.status,
                run.attempt,
                run.stage,
                run.status == RunStatus.QUEUED ? run.notBefore : null,
                run.scheduledFor,
                run.late,
                run.cancelRequested,
                run.apiVersion,
                run.tablesTotal,
                run.tablesDone,
                run.tablesFailed,
                run.tablesPerMinute,
                run.estimatedEnd,
                run.columns,
                new Changes(run.added, run.removed, run.changed, run.hidden, run.restored, run.renamed),
                run.apiCalls,
                new Bill(
                        run.callsByKind,
                        run.bytesOnWire,
                        run.bytesUnpacked,
                        run.notModified,
                        run.orgCallsUsed,
                        run.orgCallsAllowed),
                run.revision,
                run.notices,
                run.createdAt,
                run.startedAt,
                run.finishedAt,
                run.errorCause == null ? null : new RunError(run.errorCause, run.errorMessage, run.errorRemedy));
    }
}
