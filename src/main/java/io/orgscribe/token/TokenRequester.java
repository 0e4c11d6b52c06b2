package io.orgscribe.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.salesforce.Session;
import io.orgscribe.token.Credentials.AuthorizationCode;
import io.orgscribe.token.Credentials.ClientCredentials;
import io.orgscribe.token.Credentials.Repeatable;

/** Gets a new access token in the way of its method, and stores it. */
@ApplicationScoped
class TokenRequester {

    private final Grants grants;
    private final Refresher refresher;
    private final TokenEndpoint endpoint;
    private final TokenStore store;
    private final Clock clock;

    TokenRequester(Grants grants, Refresher refresher, TokenEndpoint endpoint, TokenStore store, Clock clock) {
        this.grants = grants;
        this.refresher = refresher;
        this.endpoint = endpoint;
        this.store = store;
        this.clock = clock;
    }

    /** @throws io.orgscribe.salesforce.SalesforceException where there is none */
    Session once(Repeatable credentials) {
        return grants.ask(credentials).session();
    }

    /**
     * @param before what the token row held when it was claimed
     * @throws io.orgscribe.salesforce.SalesforceException where there is none; the claim is given back
     */
    SessionSnapshot claimed(UUID connectionId, Credentials credentials, SessionSnapshot before, UUID claim) {
        StoredTokenResponse stored = credentials instanceof AuthorizationCode app
                ? refresher.refresh(connectionId, app, before, claim)
                : repeated(connectionId, (Repeatable) credentials, before, claim);
        Instant renewAt = renewAt(credentials, stored.response());
        if (renewAt != null) {
            store.renewAt(connectionId, stored.generation(), renewAt);
        }
        return new SessionSnapshot(stored.response().session(), stored.generation(), renewAt);
    }

    private StoredTokenResponse repeated(
            UUID connectionId, Repeatable credentials, SessionSnapshot before, UUID claim) {
        TokenResponse response;
        try {
            response = grants.ask(credentials);
        } catch (RuntimeException e) {
            store.release(connectionId, claim);
            throw e;
        }
        return StoredTokenResponse.of(response, before, store.store(connectionId, claim, response));
    }

    /**
     * Null where the end of the session is not known. Salesforce tells it to apps with a secret, but not of passwords.
     */
    private Instant renewAt(Credentials credentials, TokenResponse response) {
        Duration lifetime = response.lifetime();
        if (lifetime == null && credentials instanceof AuthorizationCode app && app.clientSecret() != null) {
            lifetime = introspected(app, app.clientSecret(), response);
        } else if (lifetime == null && credentials instanceof ClientCredentials app) {
            lifetime = introspected(app, app.clientSecret(), response);
        }
        return lifetime == null ? null : Lifetime.renewAt(clock.instant(), lifetime);
    }

    private Duration introspected(Credentials app, String clientSecret, TokenResponse response) {
        String reply = endpoint.introspect(
                app.loginUrl(), app.clientId(), clientSecret, response.session().accessToken());
        return Lifetime.ofIntrospection(reply, response.issuedAt());
    }
}
