package io.orgscribe.salesforce;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * What a refusal means and what is to be done about it: pure functions of what was seen.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm">REST API
 *     status codes and error responses</a>
 */
final class Failures {

    private static final int LONGEST_MESSAGE = 300;

    /** Hosts such as {@code maintenance.salesforce.com}, {@code sfdc-maintenance.…} and the pages on their state. */
    private static final Pattern MAINTENANCE_PAGE = Pattern.compile(
            "https?://([^/]*maintenance[^/]*|(status|trust)\\.salesforce\\.com)(/.*)?", Pattern.CASE_INSENSITIVE);

    private Failures() {}

    /** What to do after a failed call. */
    enum Reaction {
        /** It concerns the org as a whole: stop. */
        STOP,
        /** Get another session and ask again. */
        RENEW,
        /** The org wants less or is away for a while: wait and ask again. */
        WAIT,
        /** It may go better next time, or with fewer sObjects. */
        RETRY,
        /** It may go better next time, and hardly the time after that. */
        ONCE_MORE,
        /** It goes no better next time, but perhaps with fewer sObjects. */
        NARROW,
        /** It concerns what was asked for: asking again is of no use. */
        GIVE_UP
    }

    static Reaction reaction(FailureCause cause) {
        return switch (cause) {
            case AUTHENTICATION_FAILURE,
                    INVALID_CLIENT_ID,
                    INVALID_CLIENT,
                    NO_RUN_AS_USER,
                    WRONG_DOMAIN,
                    UNSUPPORTED_FLOW,
                    NOT_APPROVED,
                    APP_BLOCKED,
                    DISCONNECTED,
                    INVALID_GRANT,
                    NEEDS_AUTHORIZATION,
                    REPLY_UNKNOWN,
                    INVALID_SCOPE,
                    REDIRECT_URI_MISMATCH,
                    CROSS_ORG,
                    INVALID_ASSERTION,
                    INVALID_AUDIENCE,
                    USER_INACTIVE,
                    ORG_INACTIVE,
                    PASSWORD_EXPIRED,
                    IP_RESTRICTED,
                    LOGIN_RATE_EXCEEDED,
                    API_DISABLED,
                    SESSION_REFUSED,
                    DAILY_LIMIT,
                    API_VERSION_RETIRED,
                    SECRET_UNREADABLE,
                    VIEW_SETUP_MISSING,
                    HOST_NOT_ALLOWED,
                    TLS_FAILURE -> Reaction.STOP;
            case SESSION_INVALID -> Reaction.RENEW;
            case CONCURRENT_LIMIT, RATE_LIMITED, MAINTENANCE, UNREACHABLE, LOGIN_BUSY -> Reaction.WAIT;
            case SERVER_ERROR, TIMEOUT, CONNECTION_LOST, UNREADABLE_REPLY, HOST_UNKNOWN -> Reaction.RETRY;
            case REPLY_TOO_LARGE -> Reaction.NARROW;
            case CONFLICT -> Reaction.ONCE_MORE;
            case ACCESS_DENIED, NOT_FOUND, SECURITY_POLICY_METERED, INVALID_REQUEST -> Reaction.GIVE_UP;
        };
    }

    /**
     * Of what stops a run where it meets what a run needs: whether a single resource may answer so by itself.
     *
     * @see <a href="https://github.com/forceworkbench/forceworkbench/issues/681">API_DISABLED_FOR_ORG of /limits alone</a>
     */
    static boolean mayBeOfOneResource(FailureCause cause) {
        return cause == FailureCause.VIEW_SETUP_MISSING
                || cause == FailureCause.API_DISABLED
                || cause == FailureCause.API_VERSION_RETIRED;
    }

    /** Whether the org is to be asked less at once after this. */
    static boolean asksForLess(SalesforceException failure) {
        return switch (failure.status()) {
            case 429, 503 -> true;
            default -> failure.failure() == FailureCause.CONCURRENT_LIMIT;
        };
    }

    /** @param errors not empty; the first one decides */
    static SalesforceException of(int status, List<ApiError> errors) {
        ApiError error = errors.get(0);
        return new SalesforceException(
                cause(status, error.code(), error.message()),
                status,
                "Salesforce answered " + status + " " + shortened(error.code() + ": " + error.message()));
    }

    /**
     * A refusal of what needs View Setup and Configuration: who lacks it is told that there is no such thing, or that
     * there is no API, which whatever else is called would tell as well.
     */
    static SalesforceException ofDefinitions(SalesforceException refusal) {
        return switch (refusal.failure()) {
            case ACCESS_DENIED, NOT_FOUND, API_DISABLED ->
                new SalesforceException(
                        FailureCause.VIEW_SETUP_MISSING, refusal.status(), refusal.getMessage(), refusal);
            default -> refusal;
        };
    }

    /** A refusal of one part of a composite: an org that is in maintenance answers none of them. */
    static SalesforceException ofPart(SalesforceException refusal) {
        return refusal.failure() == FailureCause.MAINTENANCE
                ? new SalesforceException(FailureCause.SERVER_ERROR, refusal.status(), refusal.getMessage(), refusal)
                : refusal;
    }

    /** A refusal whose body is no error of Salesforce's API. */
    static SalesforceException ofPage(int status, String body) {
        return new SalesforceException(
                cause(status),
                status,
                "The host answered " + status + " with " + (body.isBlank() ? "nothing" : "something other than JSON")
                        + ".");
    }

    /** Redirects are not followed: a token is for its own host. Those of an org in maintenance lead to a page that says so. */
    static SalesforceException ofRedirect(int status, String location) {
        String seen = "The host answered " + status + " and leads to ";
        return MAINTENANCE_PAGE.matcher(location).lookingAt()
                ? new SalesforceException(FailureCause.MAINTENANCE, status, seen + "a page on maintenance.")
                : new SalesforceException(cause(status), status, seen + "another address.").ofHostInDoubt();
    }

    /** No reply came. */
    static SalesforceException ofTransport(String host, Throwable thrown) {
        FailureCause cause = causes(thrown)
                .map(Failures::transportCause)
                .filter(found -> found != FailureCause.CONNECTION_LOST)
                .findFirst()
                .orElse(FailureCause.CONNECTION_LOST);
        String message =
                switch (cause) {
                    case UNREACHABLE -> host + " cannot be reached.";
                    case TLS_FAILURE -> "No trusted TLS connection with " + host + " could be made.";
                    case TIMEOUT -> "No whole reply came in time.";
                    default -> "The connection to " + host + " broke before a reply came.";
                };
        return new SalesforceException(cause, 0, message, thrown);
    }

    /** The thread that waited for Salesforce was interrupted; its interrupt flag is set. */
    static SalesforceException interrupted(Exception thrown) {
        return new SalesforceException(FailureCause.CONNECTION_LOST, 0, "The call was interrupted.", thrown);
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, t -> t != null, Throwable::getCause).limit(20);
    }

    private static FailureCause transportCause(Throwable thrown) {
        if (thrown instanceof UnknownHostException
                || thrown instanceof ConnectException
                || thrown instanceof NoRouteToHostException) {
            return FailureCause.UNREACHABLE;
        }
        if (thrown instanceof SSLException) {
            return FailureCause.TLS_FAILURE;
        }
        return thrown instanceof TimeoutException ? FailureCause.TIMEOUT : FailureCause.CONNECTION_LOST;
    }

    private static FailureCause cause(int status, String code, String message) {
        return switch (code) {
            case "INVALID_SESSION_ID" ->
                // Another token of the same app is no better.
                message.contains("not valid for use with the REST API")
                        ? FailureCause.SESSION_REFUSED
                        : FailureCause.SESSION_INVALID;
            case "INVALID_AUTH_HEADER" -> FailureCause.SESSION_INVALID;
            case "INVALID_OPERATION_WITH_EXPIRED_PASSWORD" -> FailureCause.PASSWORD_EXPIRED;
            case "LOGIN_DURING_RESTRICTED_DOMAIN", "LOGIN_DURING_RESTRICTED_TIME" -> FailureCause.IP_RESTRICTED;
            case "API_CURRENTLY_DISABLED", "API_DISABLED_FOR_ORG" -> FailureCause.API_DISABLED;
            case "REQUEST_LIMIT_EXCEEDED" ->
                // Where neither is named waiting would be in vain as often as not, and costs calls.
                message.contains("Concurrent") ? FailureCause.CONCURRENT_LIMIT : FailureCause.DAILY_LIMIT;
            case "INSUFFICIENT_ACCESS", "INSUFFICIENT_ACCESS_OR_READONLY", "FUNCTIONALITY_NOT_ENABLED" ->
                FailureCause.ACCESS_DENIED;
            case "NOT_FOUND", "INVALID_TYPE" -> FailureCause.NOT_FOUND;
            case "UNSUPPORTED_API_VERSION", "INVALID_VERSION" -> FailureCause.API_VERSION_RETIRED;
            case "SERVER_UNAVAILABLE", "INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE" ->
                FailureCause.MAINTENANCE;
            case "TXN_SECURITY_METERING_ERROR" -> FailureCause.SECURITY_POLICY_METERED;
            case "UNKNOWN_EXCEPTION", "INTERNAL_SERVER_ERROR", "UNABLE_TO_LOCK_ROW" -> FailureCause.SERVER_ERROR;
            case "REQUEST_RUNNING_TOO_LONG", "QUERY_TIMEOUT" -> FailureCause.TIMEOUT;
            default -> cause(status);
        };
    }

    private static FailureCause cause(int status) {
        return switch (status) {
            case 401 -> FailureCause.SESSION_INVALID;
            case 403 -> FailureCause.ACCESS_DENIED;
            case 404 -> FailureCause.NOT_FOUND;
            // By the edge, without a word: the request never came to the org.
            case 406, 421, 423, 425 -> FailureCause.SERVER_ERROR;
            case 408 -> FailureCause.TIMEOUT;
            case 409 -> FailureCause.CONFLICT;
            case 410 -> FailureCause.API_VERSION_RETIRED;
            // By the edge: it has no routing information for this host.
            case 420 -> FailureCause.HOST_UNKNOWN;
            case 429 -> FailureCause.RATE_LIMITED;
            case 503 -> FailureCause.MAINTENANCE;
            default ->
                status >= 500
                        ? FailureCause.SERVER_ERROR
                        : status >= 400 ? FailureCause.INVALID_REQUEST : FailureCause.UNREADABLE_REPLY;
        };
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }
}
