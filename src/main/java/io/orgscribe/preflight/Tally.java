package io.orgscribe.preflight;

import java.util.concurrent.atomic.AtomicInteger;

import io.orgscribe.salesforce.Meter;

/** Counts the calls that Salesforce counts. */
final class Tally implements Meter {

    private final AtomicInteger counted = new AtomicInteger();

    int counted() {
        return counted.get();
    }

    @Override
    public void called(Kind kind) {
        if (kind != Kind.VERSIONS) {
            counted.incrementAndGet();
        }
    }

    @Override
    public void received(long bytesOnWire, long bytesUnpacked) {}

    @Override
    public void orgUsage(long used, long allowed) {}
}
