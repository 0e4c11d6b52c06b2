package io.orgscribe.token;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.UriBuilder;

import org.jboss.logging.Logger;

import io.orgscribe.access.AuditLog;
import io.orgscribe.salesforce.AllowedHosts;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.token.AuthorizationRequests.Opened;
import io.orgscribe.token.AuthorizationRequests.Taken;
import io.orgscribe.token.Credentials.AuthorizationCode;
import io.orgscribe.web.ServiceConfig;

/**
 * The way of a person's consent: to Salesforce, back, and into the token row. PKCE always, whether the app asks for it
 * or not.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9700">RFC 9700, Best Current Practice for OAuth 2.0 Security</a>
 */
@ApplicationScoped
public class AuthorizationCodeFlow {

    private static final String CALLBACK_PATH = "/api/v1/oauth/from_oauth/";

    /** Above the callback with and without its last slash. */
    public static final String COOKIE_PATH = "/api/v1/oauth";

    private static final Logger LOG = Logger.getLogger(AuthorizationCodeFlow.class);
    private static final String AUTHORIZE_PATH = "/services/oauth2/authorize";

    private final AuthorizationRequests requests;
    private final Authorizable connections;
    private final TokenEndpoint endpoint;
    private final TokenStore store;
    private final AllowedHosts hosts;
    private final ServiceConfig config;
    private final AuditLog audit;
    private final Event<GrantReceived> received;

    AuthorizationCodeFlow(
            AuthorizationRequests requests,
            Authorizable connections,
            TokenEndpoint endpoint,
            TokenStore store,
            AllowedHosts hosts,
            ServiceConfig config,
            AuditLog audit,
            Event<GrantReceived> received) {
        this.requests = requests;
        this.connections = connections;
        this.endpoint = endpoint;
        this.store = store;
        this.hosts = hosts;
        this.config = config;
        this.audit = audit;
        this.received = received;
    }

    /**
     * Where to send a browser, and what it has to keep until it comes back.
     *
     * @param url of Salesforce
     * @param cookieValue a secret
     */
    public record Departure(URI url, String cookieName, String cookieValue, Duration validity) {
        @Override
        public String toString() {
            return "Departure[" + cookieName + "]";
        }
    }

    /** Where Salesforce sends browsers back to; empty where {@code orgscribe.public-url} is not set. */
    public Optional<URI> callback() {
        return config.publicUrl()
                .map(url -> UriBuilder.fromUri(url).path(CALLBACK_PATH).build());
    }

    /** @param callback as {@link #callback()} */
    public Departure begin(UUID connectionId, AuthorizationCode app, URI callback) {
        URI host = hosts.require(app.loginUrl());
        Opened opened = requests.open(connectionId, audit.actor());
        URI url = UriBuilder.fromUri(host)
                .path(AUTHORIZE_PATH)
                .queryParam("response_type", "code")
                .queryParam("client_id", "{client}")
                .queryParam("redirect_uri", "{callback}")
                .queryParam("scope", "{scope}")
                .queryParam("state", opened.state())
                .queryParam("code_challenge", opened.challenge())
                .queryParam("code_challenge_method", "S256")
                .build(app.clientId(), callback.toString(), "api refresh_token offline_access");
        return new Departure(
                url, AuthorizationRequests.cookie(opened.state()), opened.browser(), AuthorizationRequests.VALIDITY);
    }

    /**
     * Takes back a consent that Salesforce refused or a person denied.
     *
     * @return the reason
     * @throws ConsentRefusedException where it is none of ours
     */
    ConsentRefusedException refused(String state, String browser, String error, String description) {
        Taken taken = requests.take(state, browser);
        FailureCause cause = TokenErrorResponse.ofRedirect(error, description);
        LOG.infof("No consent: %s, connection %s", cause.code(), taken.connectionId());
        return cause == FailureCause.ACCESS_DENIED
                ? ConsentRefusedException.denied()
                : new ConsentRefusedException(
                        502,
                        cause.code(),
                        "Salesforce has refused to ask for your consent.",
                        LoginRemedies.ofConsent(cause));
    }

    /**
     * Takes back a consent that was given.
     *
     * @return the connection that it was for
     * @throws ConsentRefusedException where no grant comes of it
     */
    UUID given(String state, String browser, String code, URI callback) {
        Taken taken = requests.take(state, browser);
        AuthorizationCode app = connections.app(taken.connectionId());
        TokenResponse response;
        try {
            UnaryOperator<String> reply = endpoint.redeem(app, code, taken.verifier(), callback);
            response = TokenResponseReader.read(reply, hosts);
        } catch (SalesforceException e) {
            LOG.warnf("A consent came to nothing: %s, connection %s", e.getMessage(), taken.connectionId());
            throw ConsentRefusedException.of(e);
        }
        if (response.refreshToken() == null) {
            throw ConsentRefusedException.noRefreshToken();
        }
        store(taken, app, response);
        return taken.connectionId();
    }

    @Transactional
    void store(Taken taken, AuthorizationCode app, TokenResponse response) {
        UUID connectionId = taken.connectionId();
        received.fire(new GrantReceived(connectionId, app, response.orgId(), taken.by()));
        store.replace(connectionId, response);
        LOG.infof("Authorized, connection %s", connectionId);
    }
}
