package io.orgscribe.token;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import org.jboss.logging.Logger;

import io.orgscribe.salesforce.OAuthClient;
import io.orgscribe.salesforce.OAuthClient.FormReply;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.token.Credentials.AuthorizationCode;

/**
 * Token requests that spend what they send, so that each is made once, but where Salesforce asks for it again.
 *
 * @see <a href="https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_web_server_flow.htm">OAuth 2.0 Web
 *     Server Flow</a>
 * @see <a href="https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_refresh_token_flow.htm">OAuth 2.0
 *     Refresh Token Flow</a>
 */
@ApplicationScoped
class TokenEndpoint {

    private static final Logger LOG = Logger.getLogger(TokenEndpoint.class);
    private static final ObjectReader JSON = new ObjectMapper().reader();
    private static final String TOKEN_PATH = "/services/oauth2/token";
    private static final String INTROSPECT_PATH = "/services/oauth2/introspect";

    private final OAuthClient salesforce;
    private final TokenConfig config;

    TokenEndpoint(OAuthClient salesforce, TokenConfig config) {
        this.salesforce = salesforce;
        this.config = config;
    }

    /**
     * Turns the code of a consent into tokens.
     *
     * @return the members of the reply, for {@link TokenResponseReader}
     * @throws SalesforceException where no tokens came
     */
    UnaryOperator<String> redeem(AuthorizationCode app, String code, String verifier, URI redirectUri) {
        Map<String, String> grant = Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "code_verifier",
                verifier,
                "redirect_uri",
                redirectUri.toString());
        return new LoginRetries(config).ask(() -> ask(app, grant, TokenErrorResponse::of));
    }

    /** @see #redeem */
    UnaryOperator<String> refresh(AuthorizationCode app, String refreshToken) {
        return ask(
                app,
                Map.of("grant_type", "refresh_token", "refresh_token", refreshToken),
                TokenErrorResponse::ofRefresh);
    }

    /**
     * The reply of the introspection endpoint on an access token, empty text where it says nothing: without it the end
     * of a session is learned from the first refusal.
     */
    String introspect(URI host, String clientId, String clientSecret, String accessToken) {
        Map<String, String> form = Map.of(
                "token",
                accessToken,
                "token_type_hint",
                "access_token",
                "client_id",
                clientId,
                "client_secret",
                clientSecret);
        try {
            FormReply reply = salesforce.post(host, INTROSPECT_PATH, form, config.timeout());
            return reply.status() == 200 ? reply.body() : "";
        } catch (SalesforceException e) {
            LOG.debugf("The end of a session is not known: %s", e.getMessage());
            return "";
        }
    }

    /**
     * Whether a refresh that ended so may have spent its token all the same: the request was sent, and what Salesforce
     * made of it is not known.
     */
    static boolean replyLost(SalesforceException e) {
        return switch (e.failure()) {
            case TIMEOUT, CONNECTION_LOST, SERVER_ERROR, MAINTENANCE, UNREADABLE_REPLY, REPLY_TOO_LARGE -> true;
            // TLS may also break after the handshake, in the middle of a reply.
            case TLS_FAILURE ->
                Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
                        .noneMatch(SSLHandshakeException.class::isInstance);
            default -> false;
        };
    }

    /** What a reply other than 200 means. */
    private interface Refusal {
        SalesforceException of(int status, String body);
    }

    private UnaryOperator<String> ask(AuthorizationCode app, Map<String, String> grant, Refusal refusal) {
        Map<String, String> form = new LinkedHashMap<>(grant);
        form.put("client_id", app.clientId());
        if (app.clientSecret() != null) {
            form.put("client_secret", app.clientSecret());
        }
        FormReply reply = salesforce.post(app.loginUrl(), TOKEN_PATH, form, config.timeout());
        if (reply.status() != 200) {
            throw LoginRemedies.of(refusal.of(reply.status(), reply.body()), app);
        }
        JsonNode members = members(reply.body());
        return name -> members.path(name).asText(null);
    }

    private static JsonNode members(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            // No cause: it would quote the reply.
            throw TokenResponseReader.unreadable();
        }
    }
}
