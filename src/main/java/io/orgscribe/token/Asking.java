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
class Asking {

    private final Grants grants;
    private final Refresher refresher;
    private final Exchange exchange;
    private final TokenStore store;
    private final Clock clock;

    Asking(Grants grants, Refresher refresher, Exchange exchange, TokenStore store, Clock clock) {
        this.grants = grants;
        this.refresher = refresher;
        this.exchange = exchange;
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
    Held claimed(UUID connectionId, Credentials credentials, Held before, UUID claim) {
        Stored stored = credentials instanceof AuthorizationCode app
                ? refresher.refresh(connectionId, app, before, claim)
                : repeated(connectionId, (Repeatable) credentials, before, claim);
        Instant renewAt = renewAt(credentials, stored.granted());
        if (renewAt != null) {
            store.renewAt(connectionId, stored.generation(), renewAt);
        }
        return new Held(stored.granted().session(), stored.generation(), renewAt);
    }

    private Stored repeated(UUID connectionId, Repeatable credentials, Held before, UUID claim) {
        Granted granted;
        try {
            granted = grants.ask(credentials);
        } catch (RuntimeException e) {
            store.release(connectionId, claim);
            throw e;
        }
        return Stored.of(granted, before, store.store(connectionId, claim, granted));
    }

    /** Null where the end of the session is not known. Salesforce tells it to apps with a secret, but not of passwords. */
    private Instant renewAt(Credentials credentials, Granted granted) {
        Duration lifetime = granted.lifetime();
        if (lifetime == null && credentials instanceof AuthorizationCode app && app.clientSecret() != null) {
            lifetime = introspected(app, app.clientSecret(), granted);
        } else if (lifetime == null && credentials instanceof ClientCredentials app) {
            lifetime = introspected(app, app.clientSecret(), granted);
        }
        return lifetime == null ? null : Lifetime.renewAt(clock.instant(), lifetime);
    }

    private Duration introspected(Credentials app, String clientSecret, Granted granted) {
        String reply = exchange.introspect(
                app.loginUrl(), app.clientId(), clientSecret, granted.session().accessToken());
        return Lifetime.ofIntrospection(reply, granted.issuedAt());
    }
}
