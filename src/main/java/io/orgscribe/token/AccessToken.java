package io.orgscribe.token;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** The token row of one connection; written by the statements of {@link TokenStore} only. */
@Entity
class AccessToken extends PanacheEntityBase {

    @Id
    public UUID connectionId;

    /** JWE compact; null where there is none, and with it the instance URL. */
    public String token;

    public String instanceUrl;
    public String userId;
    public String orgId;
    public Instant issuedAt;
    public Instant obtainedAt;
    public String scopes;

    /** JWE compact; null where the method has none. */
    public String refreshToken;

    public Instant renewAt;
    public Instant replyUnknownAt;
    public int repliesUnknown;
    public UUID claimId;
    public Instant claimedAt;
    public long generation;
}
