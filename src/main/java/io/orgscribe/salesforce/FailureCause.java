package io.orgscribe.salesforce;

import java.util.Locale;

/**
 * Every named reason for which Salesforce refuses or fails us, with what a person can do about it. Decisions switch
 * over this enum without a default, so that a new cause does not compile until each of them knows it.
 *
 * <p>Only Salesforce's {@code errorCode} and the OAuth {@code error} are stable; messages follow the user's language.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm">REST API
 *     status codes and error responses</a>
 */
public enum FailureCause {
    // Grants (OAuth token endpoint)
    AUTHENTICATION_FAILURE(
            "Salesforce answers alike for several reasons; Setup > Login History says which. Check that the user is active"
                    + " and within its login hours, and that the app may use this flow (Setup > OAuth and OpenID Connect"
                    + " Settings)."),
    INVALID_CLIENT_ID("The consumer key is not known to this org. Copy it again from Setup > External Client App"
            + " Manager; a new app takes up to 10 minutes to work."),
    INVALID_CLIENT("The consumer secret is wrong. Copy it again from Setup > External Client App Manager."),
    NO_RUN_AS_USER("The app has no Run As user. Choose one in Setup > External Client App Manager > Policies >"
            + " Client Credentials Flow."),
    WRONG_DOMAIN("This flow works on the org's My Domain host only (Setup > My Domain), not on login or test."),
    UNSUPPORTED_FLOW("The app or the org does not allow this flow. Enable it in Setup > External Client App Manager"
            + " > Settings > OAuth, and in Setup > OAuth and OpenID Connect Settings."),
    NOT_APPROVED("The user has not approved the app. Pre-authorize it: Setup > External Client App Manager >"
            + " Policies > Permitted Users: Admin approved users, and add the user's profile or permission set."),
    APP_BLOCKED(
            "An admin has blocked the app, or it would have to be installed first. Setup > Connected Apps OAuth Usage (or"
                    + " External Client Apps OAuth Usage) lists it: choose Unblock or Install there."),
    LOGIN_BUSY(
            "Salesforce could not answer the login just then, or was answering another one with the same grant. Run again"
                    + " in a few minutes; where it repeats, see whether somebody else uses this connection's app and user."),
    DISCONNECTED(
            "Give the connection its credentials again: PATCH /api/v1/connections/{id} with auth. With the authorization"
                    + " code method, authorize it then."),
    INVALID_GRANT("The grant is no longer valid: it was revoked, or a policy has ended it (Setup > External Client App"
            + " Manager > Policies > Refresh Token Policy). Authorize the connection again: open GET"
            + " /api/v1/connections/{id}/authorize in a browser."),
    NEEDS_AUTHORIZATION("Open GET /api/v1/connections/{id}/authorize in a browser and allow the access there."),
    REPLY_UNKNOWN("Authorize the connection again: open GET /api/v1/connections/{id}/authorize in a browser. Where it"
            + " repeats, look at what ends the service or its connections while it waits for Salesforce."),
    INVALID_SCOPE("The app does not allow the scopes asked for. Add api and refresh_token to the app's scopes."),
    REDIRECT_URI_MISMATCH("The app's callback URL differs from orgscribe.public-url + /api/v1/oauth/from_oauth/."),
    CROSS_ORG("A local External Client App serves its own org only; make one in this org."),
    INVALID_ASSERTION("Salesforce does not take the signed assertion. Check that the certificate of this private key is"
            + " uploaded to the app (Setup > External Client App Manager > Settings > Enable JWT Bearer Flow; in a"
            + " Connected App: Use digital signatures), that the username is of this org, and that this machine's clock is"
            + " right."),
    INVALID_AUDIENCE("The assertion's audience is not this login host. Set auth.audience."),
    USER_INACTIVE("The user is deactivated or frozen. Setup > Users."),
    ORG_INACTIVE(
            "The org is inactive: Salesforce has locked it, or it has reached its end, as trial, scratch and developer"
                    + " orgs do. Ask Salesforce Support, or connect another org."),
    PASSWORD_EXPIRED(
            "The user's password has expired. Set a new one in Salesforce; where the connection logs in by password,"
                    + " store it there as well."),
    IP_RESTRICTED("The user's profile or the app refuses this address. Setup > Network Access, the profile's Login IP"
            + " Ranges, or the app's policy Relax IP restrictions, which the JWT bearer flow does not heed."),
    LOGIN_RATE_EXCEEDED("Too many logins of this user in an hour. Wait an hour."),

    // Calls
    SESSION_INVALID("Salesforce ended the session. Run again; if it repeats, look at the user's session settings."),
    SESSION_REFUSED(
            "Salesforce does not take this session for the REST API. Add the scope api to the app's scopes; look at"
                    + " Setup > API Access Control, which may allow listed apps only, and at the session security level that the"
                    + " user's profile or the app's policies want."),
    API_DISABLED("The user lacks API Enabled, or the org's edition has no API. Setup > Permission Sets > System"
            + " Permissions > API Enabled."),
    ACCESS_DENIED("The user may not read this. Grant read access in a permission set."),
    DAILY_LIMIT("The org has used up its API calls of the last 24 hours. Setup > Company Information shows them."),
    CONCURRENT_LIMIT("Too many long calls run in the org at once. The run goes on by itself when they end."),
    RATE_LIMITED("Salesforce asks for slower calls. Run again later."),
    VIEW_SETUP_MISSING("Give the user View Setup and Configuration: Setup > Permission Sets > the user's set > System"
            + " Permissions."),
    NOT_FOUND("The table is not there any more, or the user may not see it."),
    API_VERSION_RETIRED("This API version has been retired. Remove the connection's apiVersion."),
    CONFLICT("Somebody was changing in Salesforce what was asked for. Run again."),
    SECURITY_POLICY_METERED("Salesforce stopped a transaction security policy that took longer than 3 seconds, and with"
            + " it the call. Setup > Transaction Security Policies shows which apply to API calls; metadata EventSettings,"
            + " bypassMeteringBlock, lets calls through."),
    INVALID_REQUEST("Salesforce did not understand the request. Report this with the run's id."),
    SERVER_ERROR("Salesforce failed. Run again later; status.salesforce.com tells of incidents."),
    MAINTENANCE("The org is in maintenance. It goes on by itself afterwards; see status.salesforce.com."),

    // The way there
    SECRET_UNREADABLE("The keyset does not open the stored secrets. Start with the keyset that encrypted them, or give"
            + " the connection its secrets again; with the authorization code method, authorize it again."),
    HOST_NOT_ALLOWED("The host is not in orgscribe.salesforce.allowed-hosts."),
    HOST_UNKNOWN(
            "Salesforce does not know this host (any more): the org has been moved or renamed, or is made just now. Check"
                    + " Setup > My Domain, and whether loginUrl is still its host."),
    UNREACHABLE("The host cannot be reached. Check its name, the network policy and the proxy."),
    TLS_FAILURE("The host's certificate is not trusted. Check the proxy, and quarkus.tls.trust-store."),
    TIMEOUT("The reply did not come in time. Run again later."),
    CONNECTION_LOST("The connection broke in the middle of a reply. Run again."),
    REPLY_TOO_LARGE("The reply did not end within orgscribe.salesforce.max-reply-size and was cut off."),
    UNREADABLE_REPLY("The reply is not the JSON that it should be. A proxy or a login page may have answered.");

    private final String remedy;

    FailureCause(String remedy) {
        this.remedy = remedy;
    }

    /** The name that REST and the database use, such as {@code daily_limit}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a person can do about it, with the Setup menu path where there is one. */
    public String remedy() {
        return remedy;
    }
}
