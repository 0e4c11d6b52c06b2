package io.orgscribe.access;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import org.hibernate.annotations.UuidGenerator;

/** A stored key, by what is known of it. Revoked ones stay, so that what they have done can be told. */
@Entity
@Table(name = "api_key")
class ApiKey extends PanacheEntityBase {

    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    /** Not unique: while a key is replaced there are two. */
    String name;

    /** Code of a {@link Role}. */
    String role;

    /** The first characters of the key. */
    String prefix;

    byte[] hash;
    Instant createdAt;
    String createdBy;

    /** Null for a key that does not expire. */
    Instant expiresAt;

    /** Null while it is in force. */
    Instant revokedAt;

    /** To the minute; null as long as it was not used. */
    Instant lastUsedAt;
}
