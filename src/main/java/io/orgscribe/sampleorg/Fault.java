package io.orgscribe.sampleorg;

import java.util.Map;

/** A way in which a reply goes wrong. */
public sealed interface Fault {

    /** Another reply in place of the right one. In a composite a JSON one replaces the part, any other the whole. */
    record Answer(int status, String contentType, String body, Map<String, String> headers) implements Fault {

        public Answer(int status, String contentType, String body) {
            this(status, contentType, body, Map.of());
        }
    }

    /** The session dies, and with it all others: 401. */
    record ExpiredSession() implements Fault {}

    /** A well-formed reply whose body ends too early, at so many percent; a packed one lacks its end. */
    record Truncated(int percent) implements Fault {}

    /** The connection is reset after so many percent of the body; at 0 before any byte of the reply. */
    record Reset(int percent) implements Fault {}

    /** The right reply, so many bytes a second. */
    record Slow(int bytesPerSecond) implements Fault {}

    /** The right reply, so many milliseconds later. */
    record Late(int millis) implements Fault {}

    /** Nothing more comes after so many percent of the body, and the connection stays; at 0 no byte of the reply. */
    record Hang(int percent) implements Fault {}

    /** The right reply but for its last byte, then blanks for ever, as fast as they are taken. */
    record Endless() implements Fault {}

    /** The right reply but for what a regular expression finds in its body. */
    record Rewritten(String pattern, String replacement) implements Fault {}

    /** A status with Salesforce's error body. */
    static Fault error(int status, String errorCode, String message) {
        return new Answer(
                status, Reply.JSON, "[{\"message\":\"" + message + "\",\"errorCode\":\"" + errorCode + "\"}]");
    }

    static Fault serverError() {
        return error(
                500,
                "UNKNOWN_EXCEPTION",
                "An unexpected error occurred. Please include this ErrorId: 1204957643-91822");
    }

    static Fault notFound() {
        return error(404, "NOT_FOUND", "The requested resource does not exist");
    }

    static Fault forbidden() {
        return error(403, "INSUFFICIENT_ACCESS", "insufficient access rights on object");
    }

    static Fault dailyLimit() {
        return error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
    }

    static Fault concurrentLimit() {
        return error(403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded.");
    }

    static Fault apiDisabled() {
        return error(403, "API_CURRENTLY_DISABLED", "API is currently disabled for this user");
    }

    static Fault passwordExpired() {
        return error(
                403,
                "INVALID_OPERATION_WITH_EXPIRED_PASSWORD",
                "The users password has expired, you must call"
                        + " SetPassword before attempting any other API operations");
    }

    static Fault sessionNotForRest() {
        return error(401, "INVALID_SESSION_ID", "This session is not valid for use with the REST API");
    }

    static Fault serverUnavailable() {
        return error(503, "SERVER_UNAVAILABLE", "Server is temporarily unavailable. Please try again.");
    }

    /** The org is away and says for how many seconds. */
    static Fault unavailableFor(int seconds) {
        return new Answer(
                503,
                Reply.JSON,
                "[{\"message\":\"Server is temporarily unavailable.\",\"errorCode\":\"SERVER_UNAVAILABLE\"}]",
                Map.of("Retry-After", Integer.toString(seconds)));
    }

    /** The page that stands in for an org in maintenance. */
    static Fault maintenance() {
        return new Answer(
                503,
                Reply.HTML,
                "<!DOCTYPE html><html><head><title>Down for Maintenance</title></head><body>"
                        + "<h1>Down for Maintenance</h1><p>Sorry for the inconvenience. We'll be back shortly.</p></body></html>");
    }

    /** What a proxy or a login page in between says, with status 200. */
    static Fault html() {
        return new Answer(
                200,
                Reply.HTML,
                "<html><head><title>Login | Salesforce</title></head><body"
                        + " onload=\"redirect()\"><script>function redirect(){window.location.replace('/login')}</script></body>"
                        + "</html>");
    }

    /** JSON, but not a describe. */
    static Fault notADescribe() {
        return new Answer(200, Reply.JSON, "{\"name\":17,\"fields\":\"none\"}");
    }
}
