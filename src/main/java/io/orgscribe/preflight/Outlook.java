package io.orgscribe.preflight;

import io.orgscribe.connection.AuthMethod;

/** What works today and will not for ever. Takes no calls. */
final class Outlook {

    private final AuthMethod method;
    private final String version;

    /** @param version that runs use, "" where it is not known */
    Outlook(AuthMethod method, String version) {
        this.method = method;
        this.version = version;
    }

    Step refreshTokenPolicy() {
        return method == AuthMethod.AUTHORIZATION_CODE
                ? Step.skipped(
                        "refreshTokenPolicy",
                        "Salesforce does not tell it.",
                        "Look at Setup > External Client App Manager > Policies > Refresh Token Policy: it should be valid"
                                + " until revoked.")
                : Step.skipped("refreshTokenPolicy", method + " has no refresh token.", null);
    }

    /**
     * Connections cannot pin a version below 41.0, and each org offers far higher ones: so no version is warned of, but
     * the dates are named.
     */
    Step retirement() {
        String versions = " API versions 31.0 to 40.0 are unsupported from Summer '27 and retired in Summer '28; "
                + (version.isEmpty() ? "connections do not use them." : "this connection uses " + version + ".");
        return method == AuthMethod.PASSWORD
                ? Step.warning(
                        "retirement",
                        "Salesforce ends the username-password flow on 2027-02-20." + versions,
                        "method_ends",
                        "Change to client_credentials or jwt_bearer with an External Client App.")
                : Step.ok("retirement", "Nothing that this connection uses is to be retired." + versions);
    }
}
