package io.orgscribe.preflight;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.connection.Target;
import io.orgscribe.estimate.RunCost;
import io.orgscribe.salesforce.Definitions;
import io.orgscribe.salesforce.Outbound;
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
    private final Outbound outbound;
    private final Clock clock;

    Preflight(
            Tokens tokens,
            SalesforceClient salesforce,
            Definitions definitions,
            RunCost cost,
            Outbound outbound,
            Clock clock) {
        this.tokens = tokens;
        this.salesforce = salesforce;
        this.definitions = definitions;
        this.cost = cost;
        this.outbound = outbound;
        this.clock = clock;
    }

    Report check(Target target) {
        Tally tally = new Tally(MOST_CALLS);
        List<Step> steps =
                new Inspection(target, tokens, salesforce, definitions, cost, outbound, clock, tally).steps();
        return Report.of(steps, tally.counted());
    }
}
