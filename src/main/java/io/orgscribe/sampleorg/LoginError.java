package io.orgscribe.sampleorg;

/**
 * Ways in which the token endpoint refuses.
 *
 * @see <a href="https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_flow_errors.htm">OAuth 2.0
 *     Authorization Errors</a>
 */
public enum LoginError {
    INVALID_CLIENT_ID("invalid_client_id", "client identifier invalid"),
    INVALID_CLIENT("invalid_client", "invalid client credentials"),
    AUTHENTICATION_FAILURE("invalid_grant", "authentication failure"),
    NO_RUN_AS_USER("invalid_grant", "no client credentials user enabled"),
    WRONG_DOMAIN("invalid_grant", "request not supported on this domain"),
    NOT_APPROVED("invalid_grant", "user hasn't approved this consumer"),
    INVALID_APP_ACCESS("invalid_app_access", "user is not admin approved to access this app"),
    INVALID_ASSERTION("invalid_grant", "invalid assertion"),
    EXPIRED_ASSERTION("invalid_grant", "expired authorization assertion"),
    INVALID_AUDIENCE("invalid_grant", "audience is invalid"),
    EXPIRED_GRANT("invalid_grant", "expired access/refresh token"),
    IP_RESTRICTED("invalid_grant", "ip restricted"),
    INVALID_LOGIN_HOURS("invalid_grant", "invalid login hours"),
    USER_INACTIVE("inactive_user", "user is inactive"),
    ORG_INACTIVE("inactive_org", "organization is inactive"),
    APP_BLOCKED("OAUTH_APP_BLOCKED", "this app is blocked by admin"),
    RETRY("unknown_error", "retry your request"),
    UNDER_WAY("invalid_grant", "token request is already being processed"),
    LOGIN_RATE_EXCEEDED("rate_limit_exceeded", "login rate exceeded"),
    INVALID_SCOPE("invalid_scope", "the requested scope is not allowed"),
    UNSUPPORTED_FLOW("unsupported_grant_type", "grant type not supported"),
    CROSS_ORG("invalid_grant", "Cross-org OAuth flows are not supported for this external client app"),
    APP_NOT_FOUND("OAUTH_EC_APP_NOT_FOUND", "External client app is not installed in this org"),
    REDIRECT_URI_MISMATCH("redirect_uri_mismatch", "redirect_uri must match configuration"),
    ACCESS_DENIED("access_denied", "end-user denied authorization"),
    MISSING_CHALLENGE("invalid_request", "missing required code challenge"),
    INVALID_CODE("invalid_grant", "invalid authorization code"),
    INVALID_REQUEST("invalid_request", "must use HTTP POST"),
    MISSING_GRANT_TYPE("invalid_request", "missing required parameter: grant_type");

    private final String error;
    private final String description;

    LoginError(String error, String description) {
        this.error = error;
        this.description = description;
    }

    /** OAuth's word. */
    public String error() {
        return error;
    }

    /** What it says beside it. */
    public String description() {
        return description;
    }

    Reply reply() {
        return Reply.json(400, Reply.object().put("error", error).put("error_description", description))
                .with("Cache-Control", "no-cache, no-store");
    }
}
