package io.orgscribe.sampleorg;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.orgscribe.sampleorg.Bill.Kind;

/** Counts for the {@link Bill}. Thread-safe. */
final class Meters {

    private final AtomicLong[] calls = new AtomicLong[Kind.values().length];
    private final AtomicLong usedBefore = new AtomicLong();
    final AtomicLong parts = new AtomicLong();
    final AtomicLong notModified = new AtomicLong();
    final AtomicLong bytesSent = new AtomicLong();
    final AtomicLong openReplies = new AtomicLong();
    final AtomicLong callsInWork = new AtomicLong();

    Meters() {
        for (int i = 0; i < calls.length; i++) {
            calls[i] = new AtomicLong();
        }
    }

    void called(Kind kind) {
        calls[kind.ordinal()].incrementAndGet();
    }

    /** The org's own counter, which other clients move as well. */
    long used() {
        return usedBefore.get() + counted();
    }

    void setUsed(long used) {
        usedBefore.set(used - counted());
    }

    private long counted() {
        long sum = 0;
        for (Kind kind : Kind.values()) {
            sum += kind.isFree() ? 0 : calls[kind.ordinal()].get();
        }
        return sum;
    }

    /** The org's own counter goes on by calls that the bill does not know. */
    void usedBesides(long calls) {
        usedBefore.addAndGet(calls);
    }

    Bill bill() {
        Map<Kind, Long> byKind = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            if (calls[kind.ordinal()].get() > 0) {
                byKind.put(kind, calls[kind.ordinal()].get());
            }
        }
        return new Bill(counted(), byKind, parts.get(), notModified.get(), bytesSent.get(), openReplies.get());
    }

    /** Starts a new bill; the org's own counter goes on. */
    void reset() {
        usedBefore.addAndGet(counted());
        for (AtomicLong counter : calls) {
            counter.set(0);
        }
        parts.set(0);
        notModified.set(0);
        bytesSent.set(0);
    }
}
