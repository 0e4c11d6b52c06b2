package io.orgscribe.salesforce;

/** For calls outside of any run. */
public enum UnmeteredCalls implements Meter {
    INSTANCE
}
