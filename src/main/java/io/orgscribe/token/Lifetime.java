package io.orgscribe.token;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

/**
 * How long an access token lives. Token replies do not say; a token that is a JWT does, and for the others Salesforce
 * can be asked.
 *
 * @see <a href="https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_access_tokens.htm">JWT-Based
 *     Access Tokens</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662">RFC 7662, OAuth 2.0 Token Introspection</a>
 */
final class Lifetime {

    private static final ObjectReader JSON = new ObjectMapper().reader();

    /** Before its end a token is renewed by this, or by a tenth of its life where that is less. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private Lifetime() {}

    /** @return null where the token is opaque or does not tell */
    static Duration ofJwt(String token, Instant issuedAt) {
        String[] parts = token.split("\\.");
        if (parts.length != 3) {
            return null;
        }
        try {
            return between(JSON.readTree(Base64.getUrlDecoder().decode(parts[1])), issuedAt);
        } catch (IOException | IllegalArgumentException e) {
            // An opaque token with two dots in it.
            return null;
        }
    }

    /** @return null where the reply to an introspection does not tell */
    static Duration ofIntrospection(String reply, Instant issuedAt) {
        try {
            return between(JSON.readTree(reply), issuedAt);
        } catch (IOException e) {
            return null;
        }
    }

    /** Both ends are on Salesforce's clock. */
    private static Duration between(JsonNode claims, Instant issuedAt) {
        long issued = claims.path("iat").asLong(issuedAt == null ? 0 : issuedAt.getEpochSecond());
        long end = claims.path("exp").asLong();
        return issued > 0 && end > issued ? Duration.ofSeconds(end - issued) : null;
    }

    /** When a token that is given out now is to be renewed. */
    static Instant renewAt(Instant now, Duration lifetime) {
        Duration tenth = lifetime.dividedBy(10);
        return now.plus(lifetime).minus(tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN);
    }
}
