package io.orgscribe.access;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** What a browser has that has logged in by a key. */
@Entity
@Table(name = "browser_session")
class BrowserSession extends PanacheEntityBase {

    /** SHA-256 of a {@link SessionToken}. */
    @Id
    byte[] hash;

    /** Null for the key of the configuration. */
    UUID keyId;

    /** SHA-256 of the key of the configuration; null for any other. */
    byte[] adminKeyHash;

    Instant createdAt;
    Instant expiresAt;
}
