package io.orgscribe.extraction;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The right to work on a run, as long as its lease is renewed and nobody else has claimed the run since.
 *
 * @param epoch raised by each claim
 * @param tables the tables asked for, empty where all are
 * @param spent what earlier attempts have spent
 */
record Claim(
        UUID runId,
        UUID connectionId,
        int epoch,
        int attempt,
        Mode mode,
        Coverage coverage,
        List<String> tables,
        Spent spent) {

    record Spent(Map<String, Integer> calls, long bytesOnWire, long bytesUnpacked) {}
}
