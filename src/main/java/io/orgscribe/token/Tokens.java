package io.orgscribe.token;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.salesforce.Session;
import io.orgscribe.salesforce.Sessions;
import io.orgscribe.token.Credentials.AuthorizationCode;
import io.orgscribe.token.Credentials.Repeatable;
import io.orgscribe.vault.Reencryption;

/** The access tokens of connections: kept encrypted, shared by all replicas, renewed by one at a time. */
@ApplicationScoped
public class Tokens {

    private final TokenStore store;
    private final GrantStore grants;
    private final TokenRequester requester;
    private final TokenConfig config;
    private final LoginRetries retries;
    private final Clock clock;

    Tokens(TokenStore store, GrantStore grants, TokenRequester requester, TokenConfig config, Clock clock) {
        this.store = store;
        this.grants = grants;
        this.requester = requester;
        this.config = config;
        this.retries = new LoginRetries(config);
        this.clock = clock;
    }

    /**
     * Sessions of one connection, for one attempt of a run. The stored token is used until its known end is near or
     * Salesforce refuses it; then one replica asks for a new one and the others use its result. No transaction is open
     * while Salesforce is called. Once no session can be had, none is asked for again: every wrong password counts
     * towards the user's lockout.
     */
    public Sessions sessions(UUID connectionId, Credentials credentials) {
        return new StoredSessions(refused -> obtain(connectionId, credentials, refused), clock);
    }

    /**
     * Sessions that nobody keeps, to see whether the credentials let anybody in. Where they lead to another host than the
     * stored session, that is forgotten: the org has moved.
     *
     * @param connectionId null where it is not stored
     */
    public Sessions trial(UUID connectionId, Repeatable credentials) {
        return new StoredSessions(
                refused -> {
                    Session session = retries.ask(() -> requester.once(credentials));
                    store.forgetElsewhere(connectionId, session.instanceUrl());
                    return new SessionSnapshot(session, 0, null);
                },
                clock);
    }

    /**
     * Uses a grant, so that it does not end for want of use.
     *
     * @throws SalesforceException where it has ended all the same, or could not be used now
     */
    public void touch(UUID connectionId, AuthorizationCode app) {
        obtain(connectionId, app, store.find(connectionId));
    }

    /** Whether there is a grant that is not known to be dead. */
    public boolean hasGrant(UUID connectionId) {
        return grants.exists(connectionId);
    }

    /** Forgets the access token but no grant, in the caller's transaction: a secret has changed. */
    public void forget(UUID connectionId) {
        store.forgetAccess(connectionId);
    }

    /**
     * Forgets the access token and the grant, in the caller's transaction: they were for another app, host or method.
     */
    public void forgetGrant(UUID connectionId) {
        store.forgetAll(connectionId);
    }

    /** Of those of the connections that have a grant, whether the keyset opens it. */
    public List<Boolean> grantsOpen(Collection<UUID> connectionIds) {
        return grants.open(connectionIds);
    }

    /**
     * Brings grants to the newest key of the keyset. Access tokens are left to their end: new ones are soon had.
     *
     * @return what became of each that is stored
     */
    public List<Reencryption> reencrypt(Collection<UUID> connectionIds) {
        return grants.reencrypt(connectionIds);
    }

    /** What is stored is read anew for each try: another login under way may have brought what is wanted. */
    private SessionSnapshot obtain(UUID connectionId, Credentials credentials, SessionSnapshot refused) {
        return retries.ask(() -> stored(connectionId, credentials, refused));
    }

    private SessionSnapshot stored(UUID connectionId, Credentials credentials, SessionSnapshot refused) {
        Instant deadline = clock.instant().plus(config.claimLease()).plus(config.timeout());
        while (clock.instant().isBefore(deadline)) {
            SessionSnapshot stored = store.find(connectionId);
            if (stored.isOtherThan(refused.session()) && stored.isGoodAt(clock.instant())) {
                return stored;
            }
            if (refused.isPresent() && !stored.isPresent() && stored.generation() != refused.generation()) {
                throw forgotten(connectionId, credentials);
            }
            UUID claim = UUID.randomUUID();
            if (store.claim(connectionId, stored.generation(), claim)) {
                return requester.claimed(connectionId, credentials, stored, claim);
            }
            pause();
        }
        throw new SalesforceException(
                FailureCause.TIMEOUT, 0, "Another replica was asking for a token and did not get one in time.");
    }

    /** Why the row has no token any more that an attempt has been given out of it. */
    private SalesforceException forgotten(UUID connectionId, Credentials credentials) {
        return credentials instanceof AuthorizationCode && !grants.exists(connectionId)
                ? new SalesforceException(
                        FailureCause.NEEDS_AUTHORIZATION, 0, "The connection's grant has ended meanwhile.")
                : new SalesforceException(
                        FailureCause.SESSION_INVALID, 0, "The connection's credentials were changed meanwhile.");
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
