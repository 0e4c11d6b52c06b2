package io.orgscribe.token;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.orgscribe.salesforce.AllowedHosts;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.salesforce.Session;

/**
 * Reads a token reply. The instance that it names is checked: it is where the token is sent to. The identity URL is
 * never called, it only tells whose token it is; one that tells nothing is as good as none.
 */
final class TokenResponseReader {

    /** On whichever host; a Salesforce identity URL has neither a query nor a fragment. */
    private static final Pattern IDENTITY_URL =
            Pattern.compile("https?://[^/?#]+/id/(00D[A-Za-z0-9]{12,15})/(005[A-Za-z0-9]{12,15})");

    /** What can be sent in a header; a JWT of several kB is one too. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    /** issued_at comes in milliseconds, and in some replies in seconds: below this it is seconds (until 5138). */
    private static final long FIRST_MILLIS = 100_000_000_000L;

    private TokenResponseReader() {}

    /**
     * @param reply its members by name, null for those that it lacks
     * @throws SalesforceException where the token is missing or the instance is not allowed
     */
    static TokenResponse read(UnaryOperator<String> reply, AllowedHosts hosts) {
        String token = reply.apply("access_token");
        String instanceUrl = reply.apply("instance_url");
        if (!isToken(token) || isBlank(instanceUrl)) {
            throw unreadable();
        }
        URI instance = hosts.require(uri(instanceUrl));
        Matcher identity = IDENTITY_URL.matcher(Objects.toString(reply.apply("id"), ""));
        boolean known = identity.matches();
        Instant issuedAt = issuedAt(reply.apply("issued_at"));
        return new TokenResponse(
                new Session(instance, token, known ? identity.group(2) : "", known ? identity.group(1) : ""),
                known ? identity.group(1) : null,
                issuedAt,
                reply.apply("scope"),
                refreshToken(reply),
                Lifetime.ofJwt(token, issuedAt));
    }

    /** Null where the reply has none; for itself, because it counts also where the rest of the reply is of no use. */
    static String refreshToken(UnaryOperator<String> reply) {
        String token = reply.apply("refresh_token");
        return isToken(token) ? token : null;
    }

    private static boolean isToken(String text) {
        return text != null && TOKEN.matcher(text).matches();
    }

    private static Instant issuedAt(String text) {
        if (text == null || !text.matches("[0-9]{1,15}")) {
            return null;
        }
        long number = Long.parseLong(text);
        return number < FIRST_MILLIS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            // The cause would quote the reply.
            throw unreadable();
        }
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    static SalesforceException unreadable() {
        return new SalesforceException(
                FailureCause.UNREADABLE_REPLY, 200, "The token reply is not the JSON object that it should be.");
    }
}
