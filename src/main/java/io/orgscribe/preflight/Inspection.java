package io.orgscribe.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.orgscribe.connection.AuthMethod;
import io.orgscribe.connection.Target;
import io.orgscribe.extraction.RunCost;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.Organization;
import io.orgscribe.salesforce.Outbound;
import io.orgscribe.salesforce.SalesforceClient;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.salesforce.Session;
import io.orgscribe.salesforce.Sessions;
import io.orgscribe.token.Credentials;
import io.orgscribe.token.Credentials.Repeatable;
import io.orgscribe.token.Tokens;

/** One check. Each step relies on those before it: once one has failed, the rest are skipped. */
final class Inspection {

    private static final String LATER = "This version does not read definitions yet.";

    private final Target target;
    private final Tokens tokens;
    private final SalesforceClient salesforce;
    private final RunCost cost;
    private final Outbound outbound;
    private final Tally tally;
    private final List<Step> steps = new ArrayList<>();
    private List<String> offered = List.of();
    private Sessions sessions = new OneSession(null);
    private String version = "";

    Inspection(
            Target target, Tokens tokens, SalesforceClient salesforce, RunCost cost, Outbound outbound, Tally tally) {
        this.target = target;
        this.tokens = tokens;
        this.salesforce = salesforce;
        this.cost = cost;
        this.outbound = outbound;
        this.tally = tally;
    }

    List<Step> steps() {
        host();
        step("grant", this::grant);
        step("apiVersion", this::apiVersion);
        step("apiEnabled", this::apiEnabled);
        step("dailyCalls", this::dailyCalls);
        steps.add(
                Step.skipped(
                        "viewSetup",
                        LATER,
                        "Give the user View Setup and Configuration all the same (Setup > Permission Sets > System Permissions)."));
        steps.add(
                Step.skipped(
                        "fieldSecurity",
                        LATER,
                        "What the user may not read is not in the catalog: give it View All Fields, or read access field by field."));
        steps.add(refreshTokenPolicy());
        steps.add(retirement());
        return steps;
    }

    private void step(String name, Supplier<Step> look) {
        if (steps.stream().anyMatch(step -> step.status() == StepStatus.FAILED)) {
            steps.add(Step.skipped(name, "A step before it has failed.", null));
            return;
        }
        try {
            steps.add(look.get());
        } catch (SalesforceException e) {
            steps.add(Step.failed(name, e));
        }
    }

    /** A free call. Its TLS is a step of its own, for what cures it is elsewhere. */
    private void host() {
        String host = target.loginUrl().getHost();
        String seen = outbound.route(host) + " answers as Salesforce does.";
        boolean secure = target.loginUrl().getScheme().equals("https");
        try {
            offered = salesforce.versions(target.loginUrl(), tally);
            steps.add(Step.ok("host", seen));
            steps.add(secure ? trust() : Step.skipped("tls", host + " is this machine; nothing is encrypted.", null));
        } catch (SalesforceException e) {
            boolean tls = e.failure() == FailureCause.TLS_FAILURE;
            steps.add(tls ? Step.ok("host", outbound.route(host) + " can be reached.") : Step.failed("host", e));
            step("tls", () -> Step.failed("tls", e));
        }
    }

    private Step trust() {
        return outbound.verifies()
                ? Step.ok("tls", outbound.trust())
                : Step.warning(
                        "tls",
                        outbound.trust(),
                        FailureCause.TLS_FAILURE.code(),
                        "Whoever sits on the way can read the secrets: list the right certificates in"
                                + " quarkus.tls.trust-store instead.");
    }

    private Step grant() {
        if (target.method() == AuthMethod.AUTHORIZATION_CODE && target.id() == null) {
            return Step.failed(
                    "grant",
                    new SalesforceException(
                            FailureCause.NEEDS_AUTHORIZATION,
                            0,
                            "A consent can be asked for once the connection is stored."));
        }
        Credentials credentials = target.credentials().get();
        sessions = credentials instanceof Repeatable repeatable
                ? new OneSession(tokens.ask(repeatable))
                // A refresh token may be spent by its use, so that what it brings is kept as for a run.
                : tokens.sessions(target.id(), credentials);
        Session session = sessions.current();
        String user = session.userId().isEmpty() ? "" : " as user " + session.userId();
        return Step.ok(
                "grant",
                target.method() + " lets in" + user + " at "
                        + session.instanceUrl().getHost() + ".");
    }

    private Step apiVersion() {
        String highest = offered.get(offered.size() - 1);
        version = target.apiVersion() == null ? highest : target.apiVersion();
        if (!offered.contains(version)) {
            return Step.failed(
                    "apiVersion",
                    "The org offers " + offered.get(0) + " to " + highest + ", not " + version + ".",
                    "api_version_not_offered",
                    "Remove the connection's apiVersion, or choose one of these.");
        }
        return Step.ok("apiVersion", version + " of " + offered.get(0) + " to " + highest + ".");
    }

    private Step apiEnabled() {
        Organization org = salesforce.organization(sessions, version, tally);
        if (target.orgId() != null && !target.orgId().regionMatches(0, org.id(), 0, 15)) {
            return Step.failed(
                    "apiEnabled",
                    "The host leads to org " + org.id() + ", the catalog is of org " + target.orgId() + ".",
                    "different_org",
                    "If a sandbox was refreshed, accept the new org by PATCH {\"orgId\": \"" + org.id() + "\"}.");
        }
        return Step.ok(
                "apiEnabled",
                "The user may use the API of " + org.name() + " (" + org.edition() + (org.sandbox() ? ", sandbox" : "")
                        + ").");
    }

    private Step dailyCalls() {
        SalesforceClient.DailyCalls calls = salesforce.dailyCalls(sessions, version, tally);
        List<String> tables = new ArrayList<>();
        salesforce.describeGlobal(sessions, version, table -> tables.add(table.name()), tally);
        int run = cost.full(tables.size());
        long reserve = calls.max() * target.orgReservePercent() / 100;
        String seen = calls.remaining() + " of " + calls.max() + " calls of the last 24 hours are left; a first run of "
                + tables.size() + " tables takes " + run + ", and " + reserve + " are kept for others.";
        return calls.remaining() - reserve >= run
                ? Step.ok("dailyCalls", seen)
                : Step.warning(
                        "dailyCalls",
                        seen,
                        FailureCause.DAILY_LIMIT.code(),
                        "Run at another time of day, leave tables out by the filter, or find who uses the calls: Setup >"
                                + " Company Information, and Setup > API Usage Notifications.");
    }

    private Step refreshTokenPolicy() {
        return target.method() == AuthMethod.AUTHORIZATION_CODE
                ? Step.skipped(
                        "refreshTokenPolicy",
                        "Salesforce does not tell it.",
                        "Look at Setup > External Client App Manager > Policies > Refresh Token Policy: it should be valid"
                                + " until revoked.")
                : Step.skipped("refreshTokenPolicy", target.method() + " has no refresh token.", null);
    }

    private Step retirement() {
        return target.method() == AuthMethod.PASSWORD
                ? Step.warning(
                        "retirement",
                        "Salesforce ends the username-password flow on 2027-02-20.",
                        "method_ends",
                        "Change to client_credentials or jwt_bearer with an External Client App.")
                : Step.ok("retirement", "Nothing that this connection uses is to be retired.");
    }

    /** @param session null before there is one */
    private record OneSession(Session session) implements Sessions {

        @Override
        public Session current() {
            return session;
        }

        @Override
        public Session renewed(Session refused) {
            throw new SalesforceException(
                    FailureCause.SESSION_INVALID, 401, "Salesforce refuses the session that it has just given out.");
        }
    }
}
