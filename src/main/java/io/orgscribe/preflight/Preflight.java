package io.orgscribe.preflight;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.connection.Target;
import io.orgscribe.extraction.RunCost;
import io.orgscribe.salesforce.Outbound;
import io.orgscribe.salesforce.SalesforceClient;
import io.orgscribe.token.Tokens;

/** Checks a connection step by step, with a handful of calls and without storing anything. */
@ApplicationScoped
class Preflight {

    private final Tokens tokens;
    private final SalesforceClient salesforce;
    private final RunCost cost;
    private final Outbound outbound;

    Preflight(Tokens tokens, SalesforceClient salesforce, RunCost cost, Outbound outbound) {
        this.tokens = tokens;
        this.salesforce = salesforce;
        this.cost = cost;
        this.outbound = outbound;
    }

    Report check(Target target) {
        Tally tally = new Tally();
        List<Step> steps = new Inspection(target, tokens, salesforce, cost, outbound, tally).steps();
        return Report.of(steps, tally.counted());
    }
}
