package io.orgscribe.token;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;

import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.vault.Reencryption;
import io.orgscribe.vault.Vault;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

/** The refresh tokens in the token rows: what a refresh does to them, and their end. */
@ApplicationScoped
class GrantStore {

    /** In the protected header of the JWE. */
    static final String REFRESH_TOKEN = "refreshToken";

    private final Vault vault;
    private final Event<GrantRevoked> revoked;

    GrantStore(Vault vault, Event<GrantRevoked> revoked) {
        this.vault = vault;
        this.revoked = revoked;
    }

    /**
     * A refresh token that its reader has claimed.
     *
     * @param token in clear
     * @param perhapsSpent whether it was sent before without a reply
     */
    record Claimed(String token, boolean perhapsSpent) {
        @Override
        public String toString() {
            return "Claimed[" + perhapsSpent + "]";
        }
    }

    /**
     * @return empty where there is no grant, or the claim is lost
     * @throws io.orgscribe.vault.VaultException where no key opens it
     */
    @Transactional(REQUIRES_NEW)
    Optional<Claimed> claimed(UUID connectionId, UUID claim) {
        return AccessToken.<AccessToken>find("connectionId = ?1 and claimId = ?2", connectionId, claim)
                .firstResultOptional()
                .filter(row -> row.refreshToken != null)
                .map(row -> new Claimed(
                        vault.decrypt(connectionId, REFRESH_TOKEN, row.refreshToken), row.replyUnknownAt != null));
    }

    @Transactional
    boolean exists(UUID connectionId) {
        return AccessToken.count("connectionId = ?1 and refreshToken is not null", connectionId) == 1;
    }

    /** Of those of the connections that have a refresh token, whether the keyset opens it. */
    @Transactional
    List<Boolean> open(Collection<UUID> connectionIds) {
        return stored(connectionIds).stream()
                .map(row -> vault.opens(row.connectionId, REFRESH_TOKEN, row.refreshToken))
                .toList();
    }

    /** The reply was of no use but for the next refresh token. */
    @Transactional(REQUIRES_NEW)
    void keep(UUID connectionId, UUID claim, String refreshToken) {
        AccessToken.update(
                "refreshToken = ?1, replyUnknownAt = null, claimId = null, claimedAt = null"
                        + " where connectionId = ?2 and claimId = ?3",
                vault.encrypt(connectionId, REFRESH_TOKEN, refreshToken),
                connectionId,
                claim);
    }

    /** The token was sent, and nobody knows whether it is spent. */
    @Transactional(REQUIRES_NEW)
    void replyLost(UUID connectionId, UUID claim) {
        AccessToken.update(
                "replyUnknownAt = instant, repliesUnknown = repliesUnknown + 1, claimId = null, claimedAt = null"
                        + " where connectionId = ?1 and claimId = ?2",
                connectionId,
                claim);
    }

    /**
     * Drops a grant that Salesforce does not take any more, and tells those who rely on it. Nothing happens where the
     * claim was lost meanwhile.
     */
    @Transactional(REQUIRES_NEW)
    void revoke(UUID connectionId, UUID claim, SalesforceException reason) {
        // Before the token row is locked: whoever changes a connection locks in this order too.
        revoked.fire(new GrantRevoked(connectionId, reason.failure(), reason.getMessage()));
        int dropped = AccessToken.update(
                "token = null, instanceUrl = null, refreshToken = null, renewAt = null, replyUnknownAt = null,"
                        + " claimId = null, claimedAt = null, generation = generation + 1"
                        + " where connectionId = ?1 and claimId = ?2",
                connectionId,
                claim);
        if (dropped == 0) {
            throw new ClaimLostException();
        }
    }

    /**
     * Encrypts refresh tokens of an older key with the newest one. One that a refresh replaces meanwhile is left alone.
     *
     * @return what became of each
     */
    @Transactional
    List<Reencryption> reencrypt(Collection<UUID> connectionIds) {
        return stored(connectionIds).stream()
                .map(row -> vault.reencrypt(
                        row.connectionId,
                        REFRESH_TOKEN,
                        row.refreshToken,
                        renewed -> AccessToken.update(
                                "refreshToken = ?1 where connectionId = ?2 and refreshToken = ?3",
                                renewed,
                                row.connectionId,
                                row.refreshToken)))
                .toList();
    }

    private static List<AccessToken> stored(Collection<UUID> connectionIds) {
        return AccessToken.list("connectionId in ?1 and refreshToken is not null", connectionIds);
    }

    /** Undoes the transaction. */
    static final class ClaimLostException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
