package io.orgscribe.preflight;

import java.time.Clock;

import io.orgscribe.connection.AuthMethod;
import io.orgscribe.connection.CheckTarget;
import io.orgscribe.connection.GrantPolicy;

/**
 * What works today and will not for ever. Takes no calls.
 *
 * @param version that runs use, "" where it is not known
 */
record DeprecationSteps(CheckTarget target, String version, Clock clock) {

    Step refreshTokenPolicy() {
        if (target.method() != AuthMethod.AUTHORIZATION_CODE) {
            return Step.skipped("refreshTokenPolicy", target.method() + " has no refresh token.", null);
        }
        return target.grantPolicy()
                .endsSoon(clock.instant())
                .map(end -> Step.warning(
                        "refreshTokenPolicy",
                        "The entered policy ends the grant soon.",
                        GrantPolicy.ENDS,
                        GrantPolicy.message(end)))
                .orElseGet(() -> Step.skipped(
                        "refreshTokenPolicy",
                        "Salesforce does not tell it.",
                        "Look at Setup > External Client App Manager > Policies > Refresh Token Policy, and enter what it"
                                + " says as auth.refreshIdleDays and auth.refreshValidDays. Best is: valid until revoked,"
                                + " or ended only when not used for 30 days."));
    }

    /**
     * Connections cannot pin a version below 41.0, and each org offers far higher ones: so no version is warned of, but
     * the dates are named.
     */
    Step retirement() {
        String versions = " API versions 31.0 to 40.0 are unsupported from Summer '27 and retired in Summer '28; "
                + (version.isEmpty() ? "connections do not use them." : "this connection uses " + version + ".");
        return target.method() == AuthMethod.PASSWORD
                ? Step.warning(
                        "retirement",
                        "Salesforce ends the username-password flow on 2027-02-20." + versions,
                        "method_ends",
                        "Change to client_credentials or jwt_bearer with an External Client App.")
                : Step.ok("retirement", "Nothing that this connection uses is to be retired." + versions);
    }
}
