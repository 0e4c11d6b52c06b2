package io.orgscribe.salesforce;

/** For calls outside of any run. */
public enum UnmeteredCalls implements Meter {
    INSTANCE;

    @Override
    public boolean allows() {
        return true;
    }

    @Override
    public boolean retries() {
        return true;
    }

    @Override
    public void called(Kind kind) {}

    @Override
    public void received(long bytesOnWire, long bytesUnpacked) {}

    @Override
    public void notModified(int parts) {}

    @Override
    public void orgUsage(long used, long allowed) {}

    @Override
    public void appUsage(long used, long allowed) {}
}
