package io.orgscribe.token;

import java.util.Map;

import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;

/** What a person can do about a refused login in the way of its method, where what the cause says is of another one. */
final class LoginRemedies {

    private static final String POLICIES = "Setup > External Client App Manager > Policies";
    private static final String CONSUMER_DETAILS = "Setup > App Manager > the app > View > Manage Consumer Details";

    private static final String NOT_LET_IN =
            "Salesforce does not let this user use the app. See that the user is among the"
                    + " app's Permitted Users; Setup > Login History says more.";

    private static final String PASSWORD_REFUSED =
            "Salesforce answers alike for several reasons; Setup > Login History says"
                    + " which. In this order check: that the org allows the flow (Setup > OAuth and OpenID Connect Settings > Allow"
                    + " OAuth Username-Password Flows); the password with its security token; the username; that the user is active"
                    + " and within its login hours.";

    private static final Map<FailureCause, String> AUTHORIZATION_CODE = Map.of(
            FailureCause.ACCESS_DENIED,
            NOT_LET_IN,
            FailureCause.INVALID_CLIENT,
            "The consumer secret is wrong, or the app requires one and the connection has none. Copy it again from Setup >"
                    + " External Client App Manager.");

    private static final Map<FailureCause, String> CLIENT_CREDENTIALS = Map.of(
            FailureCause.ACCESS_DENIED,
            NOT_LET_IN,
            FailureCause.INVALID_GRANT,
            "Salesforce does not let the app in. See that it still has an active Run As user (" + POLICIES
                    + ") and that its consumer secret is the connection's; Setup > Login History says more.");

    private static final Map<FailureCause, String> JWT_BEARER = Map.of(
            FailureCause.ACCESS_DENIED,
            NOT_LET_IN,
            FailureCause.INVALID_CLIENT,
            "The app does not take the signed assertion. See that clientId is the consumer key of the app that has the"
                    + " certificate of this private key (Setup > External Client App Manager > Settings).",
            FailureCause.INVALID_GRANT,
            "The user's approval of the app has ended. Pre-authorize the user: " + POLICIES
                    + " > Permitted Users: Admin"
                    + " approved users, and add the user's profile or permission set; and do not let the Refresh Token Policy"
                    + " there expire tokens immediately.");

    private static final Map<FailureCause, String> PASSWORD = Map.of(
            FailureCause.ACCESS_DENIED,
            NOT_LET_IN,
            FailureCause.AUTHENTICATION_FAILURE,
            PASSWORD_REFUSED,
            FailureCause.INVALID_GRANT,
            PASSWORD_REFUSED,
            FailureCause.INVALID_CLIENT_ID,
            "The consumer key is not known to this org. Copy it again from " + CONSUMER_DETAILS + ".",
            FailureCause.INVALID_CLIENT,
            "The consumer secret is wrong. Copy it again from " + CONSUMER_DETAILS + ".",
            FailureCause.NOT_APPROVED,
            "The user has not approved the app. Pre-authorize it: Setup > App Manager > the app > Manage > Permitted Users:"
                    + " Admin approved users, and add the user's profile or permission set.",
            FailureCause.UNSUPPORTED_FLOW,
            "The app or the org does not allow this flow: Setup > OAuth and OpenID Connect Settings > Allow OAuth"
                    + " Username-Password Flows. It needs a Connected App, and Salesforce ends it on 2027-02-20: change to"
                    + " client_credentials.",
            FailureCause.CROSS_ORG,
            "The app serves another org only. Take the consumer key and secret of a Connected App of this org.");

    private LoginRemedies() {}

    /** The refusal with the remedy of the method. */
    static SalesforceException of(SalesforceException refusal, Credentials credentials) {
        return refusal.withRemedy(of(refusal.failure(), credentials));
    }

    /** Of a consent that was refused. */
    static String ofConsent(FailureCause cause) {
        return AUTHORIZATION_CODE.getOrDefault(cause, cause.remedy());
    }

    static String of(FailureCause cause, Credentials credentials) {
        return byMethod(credentials).getOrDefault(cause, cause.remedy());
    }

    private static Map<FailureCause, String> byMethod(Credentials credentials) {
        if (credentials instanceof Credentials.AuthorizationCode) {
            return AUTHORIZATION_CODE;
        }
        if (credentials instanceof Credentials.JwtBearer) {
            return JWT_BEARER;
        }
        return credentials instanceof Credentials.Password ? PASSWORD : CLIENT_CREDENTIALS;
    }
}
