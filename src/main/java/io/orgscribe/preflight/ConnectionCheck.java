package io.orgscribe.preflight;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.connection.AuthMethod;
import io.orgscribe.connection.CheckTarget;
import io.orgscribe.estimate.RunCost;
import io.orgscribe.extraction.OrgRules;
import io.orgscribe.salesforce.Definitions;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.OrgAndLanguage;
import io.orgscribe.salesforce.Organization;
import io.orgscribe.salesforce.ProxyAndTls;
import io.orgscribe.salesforce.SObjectSummary;
import io.orgscribe.salesforce.SalesforceClient;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.salesforce.Session;
import io.orgscribe.salesforce.Sessions;
import io.orgscribe.token.Credentials;
import io.orgscribe.token.Credentials.Repeatable;
import io.orgscribe.token.Tokens;

/** Checks a connection step by step, with a handful of calls and without storing anything. */
@ApplicationScoped
class ConnectionCheck {

    private static final int MOST_CALLS = 10;

    private final Tokens tokens;
    private final SalesforceClient salesforce;
    private final Definitions definitions;
    private final RunCost cost;
    private final ProxyAndTls proxyAndTls;
    private final Clock clock;

    ConnectionCheck(
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
        return new Check(target).report();
    }

    /**
     * One check. A step that has failed ends it where the others have nothing to rely on, or would meet the same: else they
     * go on, so that the true cause is named.
     */
    private final class Check {

        private final CheckTarget target;
        private final CallCap cap = new CallCap(MOST_CALLS);
        private final List<Step> steps = new ArrayList<>();
        private final List<SObjectSummary> tables = new ArrayList<>();
        private List<String> offered = List.of();
        /** Null before the grant. */
        private Sessions sessions;

        private String version = "";
        private boolean ended;

        Check(CheckTarget target) {
            this.target = target;
        }

        Report report() {
            host();
            needed("grant", this::grant);
            needed("apiVersion", this::apiVersion);
            step("apiEnabled", this::apiEnabled);
            step("dailyCalls", this::dailyCalls);
            DefinitionSteps rights = new DefinitionSteps(definitions, sessions, version, cap, this::meetsOthers);
            step("viewSetup", rights::viewSetup);
            step("fieldSecurity", () -> rights.fieldSecurity(tables));
            step("sharedLogin", this::sharedLogin);
            DeprecationSteps deprecationSteps = new DeprecationSteps(target, version, clock);
            steps.add(deprecationSteps.refreshTokenPolicy());
            steps.add(deprecationSteps.retirement());
            return Report.of(steps, cap.counted());
        }

        private void step(String name, Supplier<Step> look) {
            if (ended) {
                steps.add(Step.skipped(name, "A step before it has not let it.", null));
                return;
            }
            try {
                steps.add(look.get());
            } catch (SalesforceException e) {
                steps.add(Step.failed(name, e));
                ended = meetsOthers(e);
            }
        }

        /** Whether the steps to come would meet it as well: all, before there is a session. */
        private boolean meetsOthers(SalesforceException why) {
            return sessions == null || salesforce.meetsOthers(why, sessions, cap);
        }

        /** A step that all after it rely on. */
        private void needed(String name, Supplier<Step> look) {
            step(name, look);
            ended |= !steps.get(steps.size() - 1).lets();
        }

        /** A free call. Its TLS is a step of its own, for what cures it is elsewhere. */
        private void host() {
            String host = target.loginUrl().getHost();
            String seen = proxyAndTls.route(host) + " answers as Salesforce does.";
            boolean secure = target.loginUrl().getScheme().equals("https");
            try {
                offered = salesforce.versions(target.loginUrl(), cap);
                steps.add(Step.ok("host", seen));
                steps.add(
                        secure ? trust() : Step.skipped("tls", host + " is this machine; nothing is encrypted.", null));
            } catch (SalesforceException e) {
                boolean tls = e.failure() == FailureCause.TLS_FAILURE;
                steps.add(tls ? Step.ok("host", proxyAndTls.route(host) + " can be reached.") : Step.failed("host", e));
                steps.add(tls ? Step.failed("tls", e) : Step.skipped("tls", "The host has not let it.", null));
                ended = true;
            }
        }

        private Step trust() {
            return proxyAndTls.verifies()
                    ? Step.ok("tls", proxyAndTls.trust())
                    : Step.warning(
                            "tls",
                            proxyAndTls.trust(),
                            FailureCause.TLS_FAILURE.code(),
                            "Whoever sits on the way can read the secrets: list the right certificates in"
                                    + " quarkus.tls.trust-store instead.");
        }

        private Step grant() {
            if (target.method() == AuthMethod.AUTHORIZATION_CODE && target.id() == null) {
                return Step.skipped(
                        "grant",
                        "A person's consent is asked for once the connection is stored.",
                        FailureCause.NEEDS_AUTHORIZATION.remedy());
            }
            Credentials credentials = target.credentials().get();
            sessions = credentials instanceof Repeatable repeatable
                    ? tokens.trial(target.id(), repeatable)
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
            version = OrgRules.apiVersion(target.apiVersion(), offered);
            String all = offered.get(0) + " to " + offered.get(offered.size() - 1);
            return OrgRules.refusesVersion(version, offered)
                    .map(error -> Step.failed("apiVersion", error))
                    .orElseGet(() -> Step.ok("apiVersion", version + " of " + all + "."));
        }

        private Step apiEnabled() {
            OrgAndLanguage answers = salesforce.org(sessions, version, "", cap);
            String orgId = sessions.current().orgId();
            String named = "org " + (orgId.isEmpty() ? "" : orgId + " ") + "and may not read what it is called";
            try {
                Organization org = answers.organization();
                orgId = org.id();
                named = org.name() + " (" + org.edition() + (org.sandbox() ? ", sandbox" : "") + ")";
            } catch (SalesforceException e) {
                if (e.concernsOrg()) {
                    throw e;
                }
            }
            String seen = "The user may use the API of " + named + ".";
            return OrgRules.refusesOrg(target.orgId(), orgId)
                    .map(error -> Step.failed("apiEnabled", error))
                    .orElseGet(() -> Step.ok("apiEnabled", seen));
        }

        private Step dailyCalls() {
            Optional<SalesforceClient.DailyCalls> told = toldCalls();
            salesforce.describeGlobal(sessions, version, "", tables::add, cap);
            int run = cost.first(tables.stream().map(SObjectSummary::name).toList());
            if (told.isEmpty()) {
                return Step.skipped(
                        "dailyCalls",
                        "Salesforce did not tell how many calls are left; a first run of " + tables.size()
                                + " tables takes about " + run + ".",
                        null);
            }
            SalesforceClient.DailyCalls calls = told.get();
            long reserve = calls.max() * target.orgReservePercent() / 100;
            String seen = calls.remaining() + " of " + calls.max()
                    + " calls of the last 24 hours are left; a first run of " + tables.size() + " tables takes about "
                    + run + ", and " + reserve + " are kept for others.";
            return calls.remaining() - reserve >= run
                    ? Step.ok("dailyCalls", seen)
                    : Step.warning(
                            "dailyCalls",
                            seen,
                            FailureCause.DAILY_LIMIT.code(),
                            "Run at another time of day, leave tables out by the filter, or find who uses the calls: Setup >"
                                    + " Company Information, and Setup > API Usage Notifications.");
        }

        /** Else as the replies so far have told them. */
        private Optional<SalesforceClient.DailyCalls> toldCalls() {
            try {
                return Optional.of(salesforce.dailyCalls(sessions, version, cap));
            } catch (SalesforceException e) {
                if (meetsOthers(e)) {
                    throw e;
                }
                return cap.told();
            }
        }

        private Step sharedLogin() {
            String user = sessions.current().userId();
            if (user.isEmpty()) {
                return Step.skipped("sharedLogin", "Salesforce did not tell who the user is.", null);
            }
            List<String> others = target.sharing().apply(user);
            return others.isEmpty()
                    ? Step.ok("sharedLogin", "No other connection logs in as this user through this app.")
                    : Step.warning(
                            "sharedLogin",
                            "Through the same app as the same user log in: " + String.join(", ", others) + ".",
                            "shared_login",
                            "Give each connection an app or a user of its own: Salesforce keeps five consents of an app and"
                                    + " user, the sixth ends the oldest, and a user's logins of an hour are bounded.");
        }
    }
}
