package io.orgscribe.salesforce;

import java.util.EnumMap;
import java.util.Map;

/** Keeps what it is told, and allows as many calls as a test says. */
final class TestMeter implements Meter {

    final Map<Kind, Integer> calls = new EnumMap<>(Kind.class);
    long onWire;
    long unpacked;
    long used = -1;
    long allowed = -1;
    long usedByApp = -1;
    long allowedToApp = -1;
    int notModified;
    int most = Integer.MAX_VALUE;
    int retriesLeft = Integer.MAX_VALUE;

    @Override
    public synchronized boolean allows() {
        return calls.values().stream().mapToInt(Integer::intValue).sum() < most;
    }

    @Override
    public synchronized boolean retries() {
        retriesLeft--;
        return retriesLeft >= 0;
    }

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

    @Override
    public synchronized void appUsage(long used, long allowed) {
        usedByApp = used;
        allowedToApp = allowed;
    }

    @Override
    public synchronized void notModified(int parts) {
        notModified += parts;
    }

    synchronized int calls(Kind kind) {
        return calls.getOrDefault(kind, 0);
    }
}
