package io.orgscribe.salesforce;

import java.util.EnumMap;
import java.util.Map;

/** Keeps what it is told. */
final class TestMeter implements Meter {

    final Map<Kind, Integer> calls = new EnumMap<>(Kind.class);
    long onWire;
    long unpacked;
    long used = -1;
    long allowed = -1;

    @Override
    public synchronized void called(Kind kind) {
        calls.merge(kind, 1, Integer::sum);
    }

    @Override
    public synchronized void received(long bytesOnWire, long bytesUnpacked) {
        onWire += bytesOnWire;
        unpacked += bytesUnpacked;
    }

    @Override
    public synchronized void orgUsage(long used, long allowed) {
        this.used = used;
        this.allowed = allowed;
    }

    synchronized int calls(Kind kind) {
        return calls.getOrDefault(kind, 0);
    }
}
