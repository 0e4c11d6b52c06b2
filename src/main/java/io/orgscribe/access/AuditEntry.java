package io.orgscribe.access;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.UuidGenerator;

/** What somebody has changed. */
@Entity
@Immutable
class AuditEntry extends PanacheEntityBase {

    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    Instant at;
    String actor;
    String actorVia;
    String actorId;

    /** As {@link AuditAction} says it. */
    String action;

    String targetType;
    String targetId;
    String targetName;

    /** From where; empty for a command. */
    String address;
}
