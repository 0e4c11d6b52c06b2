package io.orgscribe.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.type.SqlTypes;

/**
 * One extraction of one connection. Made and read here; once it is queued only the statements of
 * {@link RunTransitions} and {@link RunStore} write it, those of its owner each bound to the owner's epoch.
 */
@Entity
@DynamicUpdate
public class Run extends PanacheEntityBase {

    /** Ordered by time. */
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    public UUID id;

    public UUID connectionId;

    @Enumerated(EnumType.STRING)
    public Trigger trigger;

    @Enumerated(EnumType.STRING)
    public Mode mode;

    @Enumerated(EnumType.STRING)
    public Coverage coverage;

    /** Null where all are read. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> requestedTables;

    @Enumerated(EnumType.STRING)
    public RunStatus status;

    @Enumerated(EnumType.STRING)
    public Stage stage;

    /** Not to be claimed earlier. */
    public Instant notBefore;

    /** The tick's fire time; null where no schedule asked. */
    public Instant scheduledFor;

    public boolean late;
    public boolean cancelRequested;
    public int attempt;
    public int epoch;

    public String apiVersion;
    public int tablesTotal;
    public int tablesDone;
    public int tablesFailed;
    public int columns;
    public Integer tablesPerMinute;
    public Instant estimatedEnd;

    public int added;
    public int removed;
    public int changed;
    public int hidden;
    public int restored;
    public int renamed;

    /** Counted calls. */
    public int apiCalls;

    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, Integer> callsByKind;

    public long bytesOnWire;
    public long bytesUnpacked;
    public int notModified;

    /** The org's own counter of the last 24 hours, over all clients; null where it was not told. */
    public Long orgCallsUsed;

    public Long orgCallsAllowed;

    /** Attempts that ended in a pause. */
    public int pauses;

    public Long revision;

    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> notices;

    public String errorCause;
    public String errorMessage;
    public String errorRemedy;

    @Column(updatable = false)
    public Instant createdAt;

    public Instant startedAt;
    public Instant finishedAt;
}
