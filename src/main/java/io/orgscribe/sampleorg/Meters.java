package io.orgscribe.sampleorg;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.orgscribe.sampleorg.Bill.Kind;

/** Counts for the {@link Bill}. Thread-safe. */
final class Meters {

    private final Map<Kind, AtomicLong> calls = counters();
    private final Map<Kind, AtomicLong> parts = counters();
    private final AtomicLong usedBefore = new AtomicLong();
    final AtomicLong notModified = new AtomicLong();
    final AtomicLong bytesSent = new AtomicLong();
    final AtomicLong openReplies = new AtomicLong();

    private static Map<Kind, AtomicLong> counters() {
        Map<Kind, AtomicLong> counters = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            counters.put(kind, new AtomicLong());
        }
        return counters;
    }

    void called(Kind kind) {
        calls.get(kind).incrementAndGet();
    }

    /** A request within a composite call. */
    void asked(Kind kind) {
        parts.get(kind).incrementAndGet();
    }

    /** The org's own counter, which other clients move as well. */
    long used() {
        return usedBefore.get() + counted();
    }

    void setUsed(long used) {
        usedBefore.set(used - counted());
    }

    private long counted() {
        return calls.entrySet().stream()
                .filter(call -> !call.getKey().isFree())
                .mapToLong(call -> call.getValue().get())
                .sum();
    }

    /** The org's own counter goes on by calls that the bill does not know. */
    void usedBesides(long calls) {
        usedBefore.addAndGet(calls);
    }

    Bill bill() {
        return new Bill(counted(), told(calls), told(parts), notModified.get(), bytesSent.get(), openReplies.get());
    }

    private static Map<Kind, Long> told(Map<Kind, AtomicLong> counters) {
        Map<Kind, Long> told = new EnumMap<>(Kind.class);
        counters.forEach((kind, counter) -> {
            if (counter.get() > 0) {
                told.put(kind, counter.get());
            }
        });
        return told;
    }

    /** Starts a new bill; the org's own counter goes on. */
    void reset() {
        usedBefore.addAndGet(counted());
        calls.values().forEach(counter -> counter.set(0));
        parts.values().forEach(counter -> counter.set(0));
        notModified.set(0);
        bytesSent.set(0);
    }
}
