package io.orgscribe.preflight;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.connection.CheckTarget;
import io.orgscribe.estimate.RunCost;
import io.orgscribe.salesforce.Definitions;
import io.orgscribe.salesforce.ProxyAndTls;
import io.orgscribe.salesforce.SalesforceClient;
import io.orgscribe.token.Tokens;

/** Checks a connection step by step, with a handful of calls and without storing anything. */
@ApplicationScoped
class Preflight {

    private static final int MOST_CALLS = 10;

    private final Tokens tokens;
    private final SalesforceClient salesforce;
    private final Definitions definitions;
    private final RunCost cost;
    private final ProxyAndTls proxyAndTls;
    private final Clock clock;

    Preflight(
            Tokens tokens,
            SalesforceClient salesforce,
            Definitions definitions,
            RunCost cost,
            ProxyAndTls proxyAndTls,
            Clock clock) {
        this.tokens = tokens;
        this.salesforce = salesforce;
        this.definitions = definitions;
        this.cost = cost;
        this.proxyAndTls = proxyAndTls;
        this.clock = clock;
    }

    Report check(CheckTarget target) {
        CallCap cap = new CallCap(MOST_CALLS);
        List<Step> steps =
                new ConnectionCheck(target, tokens, salesforce, definitions, cost, proxyAndTls, clock, cap).steps();
        return Report.of(steps, cap.counted());
    }
}
