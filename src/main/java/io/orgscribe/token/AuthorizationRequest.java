package io.orgscribe.token;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A consent that somebody was sent to Salesforce for and that has not come back yet. */
@Entity
class AuthorizationRequest extends PanacheEntityBase {

    @Id
    byte[] stateHash;

    UUID connectionId;
    byte[] browserHash;

    /** JWE compact. */
    String codeVerifier;

    Instant expiresAt;

    /** Who was sent there; null where a version before this one has. */
    String actor;

    String actorVia;
    String actorId;
}
