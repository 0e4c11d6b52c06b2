package io.orgscribe.token;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import org.jose4j.base64url.Base64Url;

import io.orgscribe.access.Actor;
import io.orgscribe.vault.RandomSecret;
import io.orgscribe.vault.Vault;
import io.orgscribe.vault.VaultException;

/**
 * Who was sent to Salesforce with which state. A state counts once, for ten minutes, and in the browser that was sent;
 * states and browsers are kept as hashes only.
 */
@ApplicationScoped
class AuthorizationRequests {

    static final Duration VALIDITY = Duration.ofMinutes(10);

    private static final String CODE_VERIFIER = "codeVerifier";

    private final Vault vault;
    private final Clock clock;

    AuthorizationRequests(Vault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * What the browser is sent away with.
     *
     * @param state goes to Salesforce and comes back
     * @param browser stays in the browser
     * @param verifier stays here until the code is redeemed (RFC 7636)
     */
    record Opened(String state, String browser, String verifier) {
        @Override
        public String toString() {
            return "Opened";
        }

        String challenge() {
            return Base64Url.encode(RandomSecret.hash(verifier));
        }
    }

    /** @param verifier in clear */
    record Taken(UUID connectionId, String verifier, Actor by) {
        @Override
        public String toString() {
            return "Taken[" + connectionId + "]";
        }
    }

    @Transactional
    Opened open(UUID connectionId, Actor by) {
        AuthorizationRequest.delete("expiresAt < ?1", clock.instant());
        Opened opened = new Opened(RandomSecret.next(), RandomSecret.next(), RandomSecret.next());
        AuthorizationRequest request = new AuthorizationRequest();
        request.stateHash = RandomSecret.hash(opened.state());
        request.connectionId = connectionId;
        request.browserHash = RandomSecret.hash(opened.browser());
        request.codeVerifier = vault.encrypt(connectionId, CODE_VERIFIER, opened.verifier());
        request.expiresAt = clock.instant().plus(VALIDITY);
        request.actor = by.name();
        request.actorVia = by.via();
        request.actorId = by.id();
        request.persist();
        return opened;
    }

    /**
     * Takes what a state was opened with, which so goes.
     *
     * @throws ConsentRefusedException where the state is not one of ours, has expired, was taken before, or comes from
     *     another browser; from that it is not taken
     */
    @Transactional(dontRollbackOn = ConsentRefusedException.class)
    Taken take(String state, String browser) {
        AuthorizationRequest request =
                AuthorizationRequest.findById(RandomSecret.hash(state), LockModeType.PESSIMISTIC_WRITE);
        if (request == null || request.expiresAt.isBefore(clock.instant())) {
            throw ConsentRefusedException.unknownState();
        }
        if (!MessageDigest.isEqual(request.browserHash, RandomSecret.hash(browser))) {
            throw ConsentRefusedException.otherBrowser();
        }
        request.delete();
        try {
            return new Taken(
                    request.connectionId,
                    vault.decrypt(request.connectionId, CODE_VERIFIER, request.codeVerifier),
                    actor(request));
        } catch (VaultException e) {
            // The keyset was changed within the ten minutes.
            throw ConsentRefusedException.unknownState();
        }
    }

    private static Actor actor(AuthorizationRequest request) {
        return request.actor == null
                ? new Actor("unknown", "unknown", "")
                : new Actor(request.actor, request.actorVia, request.actorId);
    }

    /** Names the cookie, so that two consents in one browser do not take each other's. */
    static String cookie(String state) {
        return "orgscribe_consent_" + Base64Url.encode(RandomSecret.hash(state)).substring(0, 16);
    }
}
