package io.orgscribe.extraction;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.salesforce.SalesforceConfig;

/** What a run costs in counted calls, before it is begun. */
@ApplicationScoped
public class RunCost {

    /** describeGlobal, Organization and the limits. */
    private static final int ALWAYS = 3;

    private final SalesforceConfig salesforce;

    RunCost(SalesforceConfig salesforce) {
        this.salesforce = salesforce;
    }

    /** Of a run that describes every one of so many tables. */
    public int full(int tables) {
        int batch = salesforce.batchSize();
        return ALWAYS + (tables + batch - 1) / batch;
    }
}
