package io.orgscribe.token;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.salesforce.Session;
import io.orgscribe.salesforce.Sessions;

/** The access tokens of connections: kept encrypted, shared by all replicas, renewed by one at a time. */
@ApplicationScoped
public class Tokens {

    private final TokenStore store;
    private final Grants grants;
    private final TokenConfig config;
    private final Clock clock;

    Tokens(TokenStore store, Grants grants, TokenConfig config, Clock clock) {
        this.store = store;
        this.grants = grants;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Sessions of one connection, for one attempt of a run. The stored token is used until Salesforce refuses it; then
     * one replica asks for a new one and the others use its result. No transaction is open while Salesforce is called.
     * Once no session can be had, none is asked for again: every wrong password counts towards the user's lockout.
     */
    public Sessions sessions(UUID connectionId, Credentials credentials) {
        return new StoredSessions(refused -> obtain(connectionId, credentials, refused));
    }

    /**
     * A session of its own that nobody keeps, to see whether the credentials let anybody in.
     *
     * @throws SalesforceException where they do not
     */
    public Session ask(Credentials credentials) {
        return grants.ask(credentials).session();
    }

    /** Forgets the stored token, in the caller's transaction: the credentials have changed. */
    public void forget(UUID connectionId) {
        store.forget(connectionId);
    }

    private Held obtain(UUID connectionId, Credentials credentials, Held refused) {
        Instant deadline = clock.instant().plus(config.claimLease()).plus(config.timeout());
        while (clock.instant().isBefore(deadline)) {
            Held stored = store.find(connectionId);
            if (stored.isOtherThan(refused.session())) {
                return stored;
            }
            if (refused.isPresent() && !stored.isPresent() && stored.generation() != refused.generation()) {
                throw new SalesforceException(
                        FailureCause.SESSION_INVALID, 0, "The connection's credentials were changed meanwhile.");
            }
            UUID claim = UUID.randomUUID();
            if (store.claim(connectionId, stored.generation(), claim)) {
                return ask(connectionId, credentials, stored, claim);
            }
            pause();
        }
        throw new SalesforceException(
                FailureCause.TIMEOUT, 0, "Another replica was asking for a token and did not get one in time.");
    }

    private Held ask(UUID connectionId, Credentials credentials, Held before, UUID claim) {
        Granted granted;
        try {
            granted = grants.ask(credentials);
        } catch (RuntimeException e) {
            store.release(connectionId, claim);
            throw e;
        }
        boolean stored = store.store(connectionId, claim, granted);
        return new Held(granted.session(), before.generation() + (stored ? 1 : 0));
    }

    private void pause() {
        try {
            Thread.sleep(config.pollInterval().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SalesforceException(FailureCause.TIMEOUT, 0, "Waiting for a token was interrupted.", e);
        }
    }
}
