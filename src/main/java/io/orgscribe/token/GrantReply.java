package io.orgscribe.token;

import java.net.URI;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkus.oidc.client.Tokens;

import io.orgscribe.salesforce.AllowedHosts;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.salesforce.Session;

/** Reads a token reply. The hosts that it names are checked: they are where the token would be sent to. */
final class GrantReply {

    private static final Pattern IDENTITY_PATH = Pattern.compile("/id/(00D[A-Za-z0-9]{12,15})/(005[A-Za-z0-9]{12,15})");

    /** What can be sent in a header; a JWT of several kB is one too. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    /** issued_at comes in milliseconds, and in some replies in seconds: below this it is seconds (until 5138). */
    private static final long FIRST_MILLIS = 100_000_000_000L;

    private GrantReply() {}

    /** @throws SalesforceException where the token is missing or a host is not allowed */
    static Granted read(Tokens reply, AllowedHosts hosts) {
        String token = reply.getAccessToken();
        if (token == null || !TOKEN.matcher(token).matches() || isBlank(reply.get("instance_url"))) {
            throw unreadable();
        }
        URI instance = hosts.require(uri(reply.get("instance_url")));
        Matcher identity = identity(reply.get("id"), hosts);
        Instant issuedAt = issuedAt(reply.get("issued_at"));
        return identity.matches()
                ? new Granted(new Session(instance, token, identity.group(2)), identity.group(1), issuedAt)
                : new Granted(new Session(instance, token, ""), null, issuedAt);
    }

    /** @param url null where the reply has none */
    private static Matcher identity(String url, AllowedHosts hosts) {
        if (isBlank(url)) {
            return IDENTITY_PATH.matcher("");
        }
        URI identity = uri(url);
        if (identity.getRawQuery() != null || identity.getRawFragment() != null) {
            // Salesforce's have neither, and what is behind them is no path.
            throw unreadable();
        }
        hosts.require(identity.resolve("/"));
        return IDENTITY_PATH.matcher(identity.getRawPath() == null ? "" : identity.getRawPath());
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
