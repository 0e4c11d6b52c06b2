package io.orgscribe.token;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;

/**
 * What a reply of the token endpoint other than 200 means. The body decides, and never gets into the message.
 *
 * @see <a href="https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_flow_errors.htm">OAuth 2.0
 *     authorization errors</a>
 */
final class TokenErrorResponse {

    private static final ObjectReader JSON = new ObjectMapper().reader();

    /** Phrases of the error or of its description, the most telling first. */
    private static final List<Rule> BY_PHRASE = List.of(
            new Rule("no client credentials user", FailureCause.NO_RUN_AS_USER),
            new Rule("not supported on this domain", FailureCause.WRONG_DOMAIN),
            new Rule("approved this consumer", FailureCause.NOT_APPROVED),
            new Rule("admin approved", FailureCause.NOT_APPROVED),
            new Rule("app_blocked", FailureCause.APP_BLOCKED),
            new Rule("blocked by admin", FailureCause.APP_BLOCKED),
            // Of apps that are not installed in the org.
            new Rule("oauth_approval_error", FailureCause.APP_BLOCKED),
            new Rule("ip restricted", FailureCause.IP_RESTRICTED),
            new Rule("rate exceeded", FailureCause.LOGIN_RATE_EXCEEDED),
            new Rule("inactive user", FailureCause.USER_INACTIVE),
            new Rule("user is inactive", FailureCause.USER_INACTIVE),
            new Rule("inactive org", FailureCause.ORG_INACTIVE),
            new Rule("organization is inactive", FailureCause.ORG_INACTIVE),
            new Rule("expired password", FailureCause.PASSWORD_EXPIRED),
            new Rule("password expired", FailureCause.PASSWORD_EXPIRED),
            new Rule("password has expired", FailureCause.PASSWORD_EXPIRED),
            new Rule("oauth_ec_app_not_found", FailureCause.CROSS_ORG),
            new Rule("cross-org", FailureCause.CROSS_ORG),
            new Rule("already being processed", FailureCause.LOGIN_BUSY),
            new Rule("retry your request", FailureCause.LOGIN_BUSY),
            new Rule("audience", FailureCause.INVALID_AUDIENCE),
            new Rule("assertion", FailureCause.INVALID_ASSERTION),
            new Rule("grant type not supported", FailureCause.UNSUPPORTED_FLOW),
            new Rule("client identifier invalid", FailureCause.INVALID_CLIENT_ID),
            new Rule("login hours", FailureCause.AUTHENTICATION_FAILURE),
            new Rule("authentication failure", FailureCause.AUTHENTICATION_FAILURE));

    /** Until autumn 2024 this was said of a refresh beside another one; of a code it means what it says. */
    private static final List<Rule> OF_REFRESH = Stream.concat(
                    Stream.of(new Rule("expired authorization code", FailureCause.LOGIN_BUSY)), BY_PHRASE.stream())
            .toList();

    private static final List<Rule> BY_ERROR = List.of(
            new Rule("invalid_client_id", FailureCause.INVALID_CLIENT_ID),
            new Rule("invalid_client", FailureCause.INVALID_CLIENT),
            new Rule("invalid_client_credentials", FailureCause.INVALID_CLIENT),
            new Rule("invalid_grant", FailureCause.INVALID_GRANT),
            new Rule("unsupported_grant_type", FailureCause.UNSUPPORTED_FLOW),
            new Rule("unauthorized_client", FailureCause.UNSUPPORTED_FLOW),
            new Rule("redirect_uri_mismatch", FailureCause.REDIRECT_URI_MISMATCH),
            new Rule("invalid_scope", FailureCause.INVALID_SCOPE),
            new Rule("inactive_user", FailureCause.USER_INACTIVE),
            new Rule("inactive_org", FailureCause.ORG_INACTIVE),
            new Rule("oauth_app_access_denied", FailureCause.NOT_APPROVED),
            new Rule("unknown_error", FailureCause.LOGIN_BUSY),
            new Rule("rate_limit_exceeded", FailureCause.LOGIN_RATE_EXCEEDED),
            new Rule("access_denied", FailureCause.ACCESS_DENIED),
            new Rule("server_error", FailureCause.SERVER_ERROR),
            new Rule("temporarily_unavailable", FailureCause.SERVER_ERROR));

    private record Rule(String word, FailureCause cause) {}

    private TokenErrorResponse() {}

    /** @param body as sent, empty where there was none */
    static SalesforceException of(int status, String body) {
        return of(BY_PHRASE, status, body);
    }

    /** As {@link #of}, to the refresh of a grant. */
    static SalesforceException ofRefresh(int status, String body) {
        return of(OF_REFRESH, status, body);
    }

    /**
     * The cause that an error in a redirect names.
     *
     * @param description null where there is none
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1">RFC 6749, 4.1.2.1</a>
     */
    static FailureCause ofRedirect(String error, String description) {
        return cause(
                BY_PHRASE,
                error.toLowerCase(Locale.ROOT),
                String.valueOf(description).toLowerCase(Locale.ROOT));
    }

    private static SalesforceException of(List<Rule> byPhrase, int status, String body) {
        FailureCause cause = cause(byPhrase, status, body);
        return new SalesforceException(cause, status, message(cause, status));
    }

    private static FailureCause cause(List<Rule> byPhrase, int status, String body) {
        JsonNode json = json(body);
        String error = json.path("error").asText("").toLowerCase(Locale.ROOT);
        if (status >= 500) {
            boolean maintenance = status == 503 && body.toLowerCase(Locale.ROOT).contains("maintenance");
            return maintenance ? FailureCause.MAINTENANCE : FailureCause.SERVER_ERROR;
        }
        if (status == 429) {
            return FailureCause.RATE_LIMITED;
        }
        if (error.isEmpty()) {
            return FailureCause.UNREADABLE_REPLY;
        }
        return cause(byPhrase, error, json.path("error_description").asText("").toLowerCase(Locale.ROOT));
    }

    private static FailureCause cause(List<Rule> byPhrase, String error, String description) {
        String text = error + ' ' + description;
        return byPhrase.stream()
                .filter(rule -> text.contains(rule.word()))
                .findFirst()
                .or(() -> BY_ERROR.stream()
                        .filter(rule -> error.equals(rule.word()))
                        .findFirst())
                .map(Rule::cause)
                .orElse(FailureCause.INVALID_REQUEST);
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            // An HTML page or the like: as good as an empty object, in which no error is found.
            return JSON.createObjectNode();
        }
    }

    private static String message(FailureCause cause, int status) {
        return switch (cause) {
            case UNREADABLE_REPLY ->
                "The token endpoint answered HTTP " + status + " with something other than OAuth's JSON.";
            case LOGIN_BUSY -> "Salesforce could not answer the token request just then (HTTP " + status + ").";
            case SERVER_ERROR, MAINTENANCE, RATE_LIMITED -> "The token endpoint answered HTTP " + status + ".";
            default ->
                "Salesforce refused the token request (HTTP " + status + "): "
                        + cause.code().replace('_', ' ') + ".";
        };
    }
}
