package io.orgscribe.schedule;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** One tick of a connection's schedule, the schedule's history. */
@Entity
@IdClass(ScheduleTick.Key.class)
class ScheduleTick extends PanacheEntityBase {

    /** A fire time is recorded once, whoever fires it and however often. */
    record Key(UUID connectionId, Instant fireTime) {}

    @Id
    UUID connectionId;

    /** The time of the schedule, not the time at which it was noticed. */
    @Id
    Instant fireTime;

    @Enumerated(EnumType.STRING)
    TickOutcome outcome;

    /** The queued or resumed run, or the one in the way; null where that one has ended in that moment. */
    UUID runId;

    /** Whether it came more than a minute after its time. */
    boolean late;

    Instant recordedAt;
}
