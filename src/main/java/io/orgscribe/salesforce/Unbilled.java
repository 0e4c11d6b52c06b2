package io.orgscribe.salesforce;

/** For calls outside of any run. */
public enum Unbilled implements Meter {
    INSTANCE;

    @Override
    public void called(Kind kind) {}

    @Override
    public void received(long bytesOnWire, long bytesUnpacked) {}

    @Override
    public void orgUsage(long used, long allowed) {}
}
