package io.orgscribe.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The right to work on a run, as long as its lease is renewed and nobody else has claimed the run since.
 *
 * @param epoch raised by each claim
 * @param startedAt when the run was first claimed, by the database's clock
 * @param tables the tables asked for, empty where all are
 * @param spent what earlier attempts have spent
 * @param pauses how many of the attempts ended in a pause
 * @param deferrals how many of the attempts ended because the org or the database was away
 * @param retries how many deferrals in a row, without anything read in between, count as tries again
 * @param awaySince since when the org has been in maintenance; null where it is not known to be
 */
public record Claim(
        UUID runId,
        UUID connectionId,
        int epoch,
        int attempt,
        Instant startedAt,
        Mode mode,
        Coverage coverage,
        List<String> tables,
        Spent spent,
        int pauses,
        int deferrals,
        int retries,
        Instant awaySince) {

    /** How many attempts have come to no end of their own: neither paused nor deferred. */
    public int lostAttempts() {
        return attempt - pauses - deferrals;
    }

    /**
     * What attempts have spent.
     *
     * @param calls that Salesforce counts, by what they were for
     * @param notModified parts answered 304
     */
    public record Spent(Map<String, Integer> calls, long bytesOnWire, long bytesUnpacked, int notModified) {

        static final Spent NOTHING = new Spent(Map.of(), 0, 0, 0);
    }
}
