package io.orgscribe.benchmark;

import java.time.Duration;
import java.util.Map;

import io.orgscribe.JsonReply;

/**
 * What one run took.
 *
 * @param wall from the run's start to its end
 * @param cpu of the service's process
 * @param peakMebibytes the most resident memory of the process during the run
 * @param stages how long each was seen
 * @param load of the machine in the minute before
 * @param run as REST shows it
 */
record RunFigures(
        String what,
        Duration wall,
        Cpu cpu,
        long peakMebibytes,
        Map<String, Duration> stages,
        double load,
        JsonReply run) {

    int calls() {
        return run.getInt("apiCalls");
    }

    int columns() {
        return run.getInt("columns");
    }

    long revision() {
        return run.getLong("revision");
    }

    /** Parts answered 304. */
    int notModified() {
        return run.getInt("bill.notModified");
    }

    /** Bytes as they were sent. */
    long wire() {
        return run.getLong("bill.bytesOnWire");
    }

    /** Bytes as they were read. */
    long unpacked() {
        return run.getLong("bill.bytesUnpacked");
    }

    double wallSeconds() {
        return wall.toNanos() / 1e9;
    }
}
