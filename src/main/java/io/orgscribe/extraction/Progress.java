package io.orgscribe.extraction;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.orgscribe.salesforce.Meter;

/** What one attempt has done and spent so far. Thread-safe; the heartbeat writes it to the run. */
final class Progress implements Meter {

    /** @param describedSinceNanos {@link System#nanoTime()} when describing began, 0 before */
    record Described(int total, int before, int done, int failed, int columns, long describedSinceNanos) {

        /** Of this attempt; 0 where nothing can be said yet. */
        int tablesPerMinute(long nowNanos) {
            double minutes = (nowNanos - describedSinceNanos) / 60e9;
            return describedSinceNanos == 0 || minutes <= 0 ? 0 : (int) ((done - before) / minutes);
        }
    }

    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final AtomicLong bytesOnWire;
    private final AtomicLong bytesUnpacked;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger columns = new AtomicInteger();
    private volatile int total;
    private volatile int before;
    private volatile long describedSince;
    private volatile long orgUsed = -1;
    private volatile long orgAllowed = -1;
    private volatile Stage stage = Stage.AUTHORIZE;

    /** @param earlier what earlier attempts have spent; the bill is the run's */
    Progress(Claim.Spent earlier) {
        calls.putAll(earlier.calls());
        bytesOnWire = new AtomicLong(earlier.bytesOnWire());
        bytesUnpacked = new AtomicLong(earlier.bytesUnpacked());
    }

    @Override
    public boolean allows() {
        return true;
    }

    @Override
    public void called(Kind kind) {
        if (kind != Kind.VERSIONS) {
            calls.merge(name(kind), 1, Integer::sum);
        }
    }

    @Override
    public void received(long onWire, long unpacked) {
        bytesOnWire.addAndGet(onWire);
        bytesUnpacked.addAndGet(unpacked);
    }

    @Override
    public void orgUsage(long used, long allowed) {
        orgUsed = used;
        orgAllowed = allowed;
    }

    @Override
    public void notModified(int parts) {}

    @Override
    public void appUsage(long used, long allowed) {}

    void enter(Stage next) {
        stage = next;
    }

    Stage stage() {
        return stage;
    }

    /** @param staged tables and columns that earlier attempts have left staged */
    void describing(int tables, int stagedTables, int stagedColumns) {
        total = tables;
        before = stagedTables;
        done.set(stagedTables);
        columns.set(stagedColumns);
        describedSince = System.nanoTime();
    }

    void staged(int tables, int newColumns) {
        done.addAndGet(tables);
        columns.addAndGet(newColumns);
    }

    void failed(int tables) {
        failed.addAndGet(tables);
    }

    Described described() {
        return new Described(total, before, done.get(), failed.get(), columns.get(), describedSince);
    }

    /** Calls that Salesforce counts, by what they were for. */
    Map<String, Integer> calls() {
        return new TreeMap<>(calls);
    }

    int apiCalls() {
        return calls.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String name(Kind kind) {
        return switch (kind) {
            case VERSIONS -> "versions";
            case LIMITS -> "limits";
            case IDENTITY -> "identity";
            case DESCRIBE_GLOBAL -> "describeGlobal";
            case DESCRIBE -> "describe";
            case QUERY -> "query";
            case RECORD_COUNT -> "recordCount";
            case DEFINITIONS -> "definitions";
            case RECORD_TYPES -> "recordTypes";
            case ROLL_UPS -> "rollUps";
            case EDITS -> "edits";
        };
    }

    long bytesOnWire() {
        return bytesOnWire.get();
    }

    long bytesUnpacked() {
        return bytesUnpacked.get();
    }

    /** The org's own counter, -1 where it was not told. */
    long orgUsed() {
        return orgUsed;
    }

    long orgAllowed() {
        return orgAllowed;
    }
}
