package io.orgscribe.token;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
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
 * The token rows. What has to do with a claim is a transaction of its own, so that a claim is seen by all replicas
 * before Salesforce is called; times are the database's.
 */
@ApplicationScoped
class TokenStore {

    private static final String ACCESS_TOKEN = "accessToken";
    private static final Logger LOG = Logger.getLogger(TokenStore.class);

    private final EntityManager database;
    private final Vault vault;
    private final TokenConfig config;

    TokenStore(EntityManager database, Vault vault, TokenConfig config) {
        this.database = database;
        this.vault = vault;
        this.config = config;
    }

    @Transactional(REQUIRES_NEW)
    SessionSnapshot find(UUID connectionId) {
        return AccessToken.<AccessToken>findByIdOptional(connectionId)
                .map(row -> new SessionSnapshot(session(row), row.generation, row.renewAt))
                .orElse(SessionSnapshot.NOTHING);
    }

    /**
     * Takes the right to ask for a new token. A claim that has outlived its lease is taken over; where it was to send a
     * refresh token, that may be spent, which is recorded here, before it is sent again.
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
                                set claim_id = :claim, claimed_at = now(),
                                    reply_unknown_at = case
                                        when access_token.claim_id is not null and access_token.refresh_token is not null
                                        then now() else access_token.reply_unknown_at end,
                                    replies_unknown = access_token.replies_unknown + case
                                        when access_token.claim_id is not null and access_token.refresh_token is not null
                                        then 1 else 0 end
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

    /**
     * @return false where the claim was lost meanwhile: taken over, the credentials have changed, or somebody has
     *     authorized the connection again
     */
    @Transactional(REQUIRES_NEW)
    boolean store(UUID connectionId, UUID claim, TokenResponse response) {
        return write(connectionId, claim, response);
    }

    /** Gives a claim back of which nothing came. */
    @Transactional(REQUIRES_NEW)
    void release(UUID connectionId, UUID claim) {
        AccessToken.update(
                "claimId = null, claimedAt = null where connectionId = ?1 and claimId = ?2", connectionId, claim);
    }

    /** @param generation of the row that the access token came to */
    @Transactional(REQUIRES_NEW)
    void renewAt(UUID connectionId, long generation, Instant time) {
        AccessToken.update("renewAt = ?1 where connectionId = ?2 and generation = ?3", time, connectionId, generation);
    }

    /** The grant stays, where there is one, and with it the claim of who is about to bring its next refresh token. */
    @Transactional
    void forgetAccess(UUID connectionId) {
        AccessToken.update(
                "token = null, instanceUrl = null, userId = null, orgId = null, issuedAt = null, renewAt = null,"
                        + " claimId = case when refreshToken is null then null else claimId end,"
                        + " claimedAt = case when refreshToken is null then null else claimedAt end,"
                        + " generation = generation + 1 where connectionId = ?1",
                connectionId);
    }

    /** Forgets an access token for another host. Who uses it is not told, and asks for a new one once it is refused. */
    @Transactional(REQUIRES_NEW)
    void forgetElsewhere(UUID connectionId, URI instanceUrl) {
        AccessToken.update(
                "token = null, instanceUrl = null, renewAt = null where connectionId = ?1 and instanceUrl <> ?2",
                connectionId,
                instanceUrl.toString());
    }

    @Transactional
    void forgetAll(UUID connectionId) {
        forgetAccess(connectionId);
        AccessToken.update(
                "refreshToken = null, scopes = null, replyUnknownAt = null, claimId = null, claimedAt = null"
                        + " where connectionId = ?1",
                connectionId);
        AuthorizationRequest.delete("connectionId", connectionId);
    }

    /** In place of whatever was there, also of what somebody has claimed to ask for: the consent of a person counts. */
    @Transactional
    void replace(UUID connectionId, TokenResponse response) {
        UUID claim = UUID.randomUUID();
        database.createNativeQuery("""
                        insert into access_token (connection_id, claim_id, claimed_at)
                        values (:connection, :claim, now())
                        on conflict (connection_id) do update set claim_id = :claim, claimed_at = now()
                        """)
                .setParameter("connection", connectionId)
                .setParameter("claim", claim)
                .executeUpdate();
        write(connectionId, claim, response);
    }

    /** A reply without a refresh token leaves the last one good. */
    private boolean write(UUID connectionId, UUID claim, TokenResponse response) {
        Session session = response.session();
        return AccessToken.update(
                        "token = ?1, instanceUrl = ?2, userId = ?3, orgId = ?4, issuedAt = ?5, scopes = ?6,"
                                + " refreshToken = coalesce(?7, refreshToken), obtainedAt = instant, renewAt = null,"
                                + " replyUnknownAt = null, claimId = null, claimedAt = null,"
                                + " generation = generation + 1 where connectionId = ?8 and claimId = ?9",
                        vault.encrypt(connectionId, ACCESS_TOKEN, session.accessToken()),
                        session.instanceUrl().toString(),
                        session.userId(),
                        response.orgId(),
                        response.issuedAt(),
                        response.scopes(),
                        encrypted(connectionId, response.refreshToken()),
                        connectionId,
                        claim)
                == 1;
    }

    private String encrypted(UUID connectionId, String refreshToken) {
        return refreshToken == null ? null : vault.encrypt(connectionId, GrantStore.REFRESH_TOKEN, refreshToken);
    }

    /** Null also where no key opens the token: a new one is soon had, and keeps no old key in the keyset. */
    private Session session(AccessToken row) {
        try {
            return row.token == null
                    ? null
                    : new Session(
                            URI.create(row.instanceUrl),
                            vault.decrypt(row.connectionId, ACCESS_TOKEN, row.token),
                            row.userId,
                            Objects.requireNonNullElse(row.orgId, ""));
        } catch (VaultException e) {
            LOG.infof("A new access token is asked for: %s", e.getMessage());
            return null;
        }
    }
}
