package io.orgscribe.token;

import io.orgscribe.salesforce.Meter;

/** For calls outside of any run. */
enum Unbilled implements Meter {
    INSTANCE;

    @Override
    public void called(Kind kind) {}

    @Override
    public void received(long bytesOnWire, long bytesUnpacked) {}

    @Override
    public void orgUsage(long used, long allowed) {}
}
