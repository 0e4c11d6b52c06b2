package io.orgscribe.token;

import java.net.URI;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import org.jboss.logging.Logger;

import io.orgscribe.salesforce.Session;
import io.orgscribe.vault.Vault;
import io.orgscribe.vault.VaultException;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

/**
 * The token rows. Each method but {@link #forget} is a transaction of its own, so that a claim is seen by all replicas
 * before Salesforce is called; times are the database's.
 */
@ApplicationScoped
class TokenStore {

    private static final Logger LOG = Logger.getLogger(TokenStore.class);
    private static final String FIELD = "accessToken";

    private final EntityManager database;
    private final Vault vault;
    private final TokenConfig config;

    TokenStore(EntityManager database, Vault vault, TokenConfig config) {
        this.database = database;
        this.vault = vault;
        this.config = config;
    }

    @Transactional(REQUIRES_NEW)
    Held find(UUID connectionId) {
        return AccessToken.<AccessToken>findByIdOptional(connectionId)
                .map(this::held)
                .orElse(Held.NOTHING);
    }

    /**
     * Takes the right to ask for a new token.
     *
     * @param generation of the row that was found without a usable token
     * @return false where another one has it, or has brought a new token meanwhile
     */
    @Transactional(REQUIRES_NEW)
    boolean claim(UUID connectionId, long generation, UUID claim) {
        return database.createNativeQuery("""
                                insert into access_token (connection_id, claim_id, claimed_at)
                                values (:connection, :claim, now())
                                on conflict (connection_id) do update
                                set claim_id = :claim, claimed_at = now()
                                where access_token.generation = :generation
                                  and (access_token.claim_id is null
                                       or access_token.claimed_at < now() - :lease * interval '1 millisecond')
                                """)
                        .setParameter("connection", connectionId)
                        .setParameter("claim", claim)
                        .setParameter("generation", generation)
                        .setParameter("lease", config.claimLease().toMillis())
                        .executeUpdate()
                == 1;
    }

    /** @return false where the claim was lost meanwhile: taken over, or the credentials have changed */
    @Transactional(REQUIRES_NEW)
    boolean store(UUID connectionId, UUID claim, Granted granted) {
        String jwe = vault.encrypt(connectionId, FIELD, granted.session().accessToken());
        return AccessToken.update(
                        "token = ?1, instanceUrl = ?2, userId = ?3, orgId = ?4, issuedAt = ?5,"
                                + " obtainedAt = instant, claimId = null, claimedAt = null,"
                                + " generation = generation + 1 where connectionId = ?6 and claimId = ?7",
                        jwe,
                        granted.session().instanceUrl().toString(),
                        granted.session().userId(),
                        granted.orgId(),
                        granted.issuedAt(),
                        connectionId,
                        claim)
                == 1;
    }

    /** Gives a claim back of which nothing came. */
    @Transactional(REQUIRES_NEW)
    void release(UUID connectionId, UUID claim) {
        AccessToken.update(
                "claimId = null, claimedAt = null where connectionId = ?1 and claimId = ?2", connectionId, claim);
    }

    @Transactional
    void forget(UUID connectionId) {
        AccessToken.update(
                "token = null, instanceUrl = null, userId = null, orgId = null, issuedAt = null, obtainedAt = null,"
                        + " claimId = null, claimedAt = null, generation = generation + 1 where connectionId = ?1",
                connectionId);
    }

    private Held held(AccessToken row) {
        return row.token == null
                ? new Held(null, row.generation)
                : opened(row).map(token -> held(row, token)).orElse(new Held(null, row.generation));
    }

    /** Empty where no key opens it: a new one is soon had, and keeps no old key in the keyset. */
    private Optional<String> opened(AccessToken row) {
        try {
            return Optional.of(vault.decrypt(row.connectionId, FIELD, row.token));
        } catch (VaultException e) {
            LOG.infof("A new access token is asked for: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private static Held held(AccessToken row, String token) {
        return new Held(new Session(URI.create(row.instanceUrl), token, row.userId), row.generation);
    }
}
