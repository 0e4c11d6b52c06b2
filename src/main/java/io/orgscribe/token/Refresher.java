package io.orgscribe.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import org.jboss.logging.Logger;

import io.orgscribe.salesforce.AllowedHosts;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.token.Credentials.AuthorizationCode;
import io.orgscribe.token.GrantStore.Claimed;
import io.orgscribe.vault.VaultException;

/**
 * Spends refresh tokens: each is sent once, its successor is stored, and what cannot be known is recorded. A refresh is
 * carried out on a thread that no cancelled run interrupts, and a replica that is told to end waits for its reply.
 */
@ApplicationScoped
class Refresher {

    private static final Logger LOG = Logger.getLogger(Refresher.class);
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(500);

    private final TokenEndpoint endpoint;
    private final TokenStore tokens;
    private final GrantStore grants;
    private final Authorizable connections;
    private final AllowedHosts hosts;
    private final TokenConfig config;
    private final Clock clock;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> new Thread(work, "token-refresh"));

    Refresher(
            TokenEndpoint endpoint,
            TokenStore tokens,
            GrantStore grants,
            Authorizable connections,
            AllowedHosts hosts,
            TokenConfig config,
            Clock clock) {
        this.endpoint = endpoint;
        this.tokens = tokens;
        this.grants = grants;
        this.connections = connections;
        this.hosts = hosts;
        this.config = config;
        this.clock = clock;
    }

    /**
     * @param before what the token row held when it was claimed
     * @throws SalesforceException where Salesforce gives no tokens; a dead grant is dropped by then
     */
    StoredTokenResponse refresh(UUID connectionId, AuthorizationCode app, SessionSnapshot before, UUID claim) {
        try {
            return threads.submit(() -> refreshed(connectionId, app, before, claim))
                    .get();
        } catch (RejectedExecutionException e) {
            tokens.release(connectionId, claim);
            throw new SalesforceException(FailureCause.CONNECTION_LOST, 0, "The service is about to end.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SalesforceException(FailureCause.TIMEOUT, 0, "Waiting for a token was interrupted.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    void stop(@Observes ShutdownEvent end) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(config.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("A token refresh has not ended: its reply is recorded as unknown by the next one");
        }
    }

    private StoredTokenResponse refreshed(
            UUID connectionId, AuthorizationCode app, SessionSnapshot before, UUID claim) {
        AuthorizationCode current = current(connectionId, app, claim);
        Claimed sent = claimed(connectionId, claim);
        UnaryOperator<String> reply;
        try {
            reply = endpoint.refresh(current, sent.token());
        } catch (SalesforceException e) {
            throw refused(connectionId, claim, sent, e);
        }
        TokenResponse response;
        try {
            response = TokenResponseReader.read(reply, hosts);
        } catch (SalesforceException e) {
            written(() -> keep(connectionId, claim, reply, e));
            throw e;
        }
        return StoredTokenResponse.of(response, before, written(() -> tokens.store(connectionId, claim, response)));
    }

    /** A grant is sent to the app and host that it is of, with the secret that the connection has now. */
    private AuthorizationCode current(UUID connectionId, AuthorizationCode app, UUID claim) {
        try {
            AuthorizationCode current = connections.app(connectionId);
            if (current.isSameApp(app)) {
                return current;
            }
        } catch (ConsentRefusedException e) {
            LOG.debugf("No refresh: %s", e.getMessage());
        }
        tokens.release(connectionId, claim);
        throw new SalesforceException(
                FailureCause.SESSION_INVALID, 0, "The connection's credentials were changed meanwhile.");
    }

    private Claimed claimed(UUID connectionId, UUID claim) {
        try {
            return grants.claimed(connectionId, claim)
                    .orElseThrow(() -> new SalesforceException(
                            FailureCause.NEEDS_AUTHORIZATION, 0, "Nobody has authorized the connection yet."));
        } catch (VaultException e) {
            tokens.release(connectionId, claim);
            throw new SalesforceException(FailureCause.SECRET_UNREADABLE, 0, e.getMessage(), e);
        } catch (RuntimeException e) {
            tokens.release(connectionId, claim);
            throw e;
        }
    }

    private SalesforceException refused(UUID connectionId, UUID claim, Claimed sent, SalesforceException e) {
        if (TokenEndpoint.replyLost(e)) {
            grants.replyLost(connectionId, claim);
            LOG.warnf(
                    "The reply to a token refresh is unknown (reply_unknown), connection %s: %s",
                    connectionId, e.getMessage());
            return e;
        }
        if (e.failure() != FailureCause.INVALID_GRANT) {
            tokens.release(connectionId, claim);
            return e;
        }
        SalesforceException reason = sent.perhapsSpent()
                ? new SalesforceException(
                        FailureCause.REPLY_UNKNOWN,
                        e.status(),
                        "The grant is gone: the reply to an earlier refresh was lost, and with it the next token.")
                : e;
        try {
            grants.revoke(connectionId, claim, reason);
            LOG.warnf("A grant is dead (%s), connection %s", reason.failure().code(), connectionId);
        } catch (GrantStore.ClaimLostException lost) {
            LOG.infof("A refused grant had been replaced already, connection %s", connectionId);
        }
        return reason;
    }

    private boolean keep(UUID connectionId, UUID claim, UnaryOperator<String> reply, SalesforceException useless) {
        String successor = TokenResponseReader.refreshToken(reply);
        if (successor != null) {
            grants.keep(connectionId, claim, successor);
        } else if (TokenEndpoint.replyLost(useless)) {
            grants.replyLost(connectionId, claim);
        } else {
            tokens.release(connectionId, claim);
        }
        return true;
    }

    /** A successor that is not stored is a grant lost, so a database that is away for a moment is waited for. */
    private boolean written(BooleanSupplier write) {
        Instant deadline = clock.instant().plus(config.claimLease());
        while (true) {
            try {
                return write.getAsBoolean();
            } catch (RuntimeException e) {
                if (!clock.instant().plus(BETWEEN_WRITES).isBefore(deadline)) {
                    throw e;
                }
                LOG.warnf("New tokens could not be stored, which is tried again: %s", e.getMessage());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_WRITES.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted before new tokens were stored", e);
        }
    }
}
