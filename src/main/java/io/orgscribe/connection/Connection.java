package io.orgscribe.connection;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OptimisticLock;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.type.SqlTypes;

/**
 * One Salesforce org and how to reach it.
 *
 * <p>Only changed columns are written, so that a change by a user and the record of a run do not undo each other.
 */
@Entity
@DynamicUpdate
public class Connection extends PanacheEntityBase {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    public UUID id;

    /** Unique whatever its case, but for connections that are being deleted. */
    public String name;

    /** https, or http to an allowed loopback host; a host, perhaps with a port, and nothing else. */
    public String loginUrl;

    @Enumerated(EnumType.STRING)
    public AuthMethod authMethod;

    public String clientId;
    public String username;
    public String audience;

    /** Days after which the app's policy ends a grant that is not used; null for 30. */
    public Integer authRefreshIdleDays;

    /** Days after which the app's policy ends a grant whatever its use; null where it does not. */
    public Integer authRefreshValidDays;

    /** When somebody has last authorized it; null for other methods, and before. */
    @OptimisticLock(excluded = true)
    public Instant authorizedAt;

    // JWE compact; null where not stored.
    String clientSecret;
    String password;
    String securityToken;
    String privateKey;
    String privateKeyPassphrase;

    /** Such as {@code 68.0}; null means the highest that the org offers. */
    public String apiVersion;

    /** The org that this connection may read, 18 characters; null until the first run has met one. */
    public String orgId;

    public String orgName;
    public String orgEdition;
    public Boolean orgSandbox;
    public String orgInstance;
    public String orgLanguage;

    /** Unix (5 fields) or Quartz (6 or 7 fields), as given; null where there is no schedule. */
    public String scheduleCron;

    public String scheduleTimeZone;
    public boolean scheduleEnabled;

    /** When the schedule fires next; written by the schedule, null where it does not fire. */
    @OptimisticLock(excluded = true)
    public Instant nextRunAt;

    /** Globs on table names; empty means all. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> filterInclude;

    /** Globs on table names; they win over {@link #filterInclude}. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> filterExclude;

    /** Kinds of tables that are read; empty means all. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> filterKinds;

    /** Whether only tables are read that Salesforce calls customizable. */
    public boolean filterCustomizableOnly;

    /** Whether only tables with records are read, and the satellites of these. */
    public boolean filterWithRecordsOnly;

    /** Counted API calls that one attempt of a run may spend; null means no bound but the org's reserve. */
    public Integer budgetCallsPerAttempt;

    /** Percent of the org's daily API calls that is left free. */
    public int budgetOrgReservePercent;

    @Enumerated(EnumType.STRING)
    public ConnectionStatus status;

    /** One sentence for a person where the status is not {@code ready}, else null. */
    public String statusReason;

    public UUID lastRunId;
    public Instant lastRunAt;
    public String lastRunStatus;

    /** Moves with every change by a user; not with the record of a run or a tick. */
    @Version
    public long version;

    @Column(updatable = false)
    public Instant createdAt;

    public Instant updatedAt;

    public Schedule schedule() {
        return new Schedule(scheduleCron, ZoneId.of(scheduleTimeZone), scheduleEnabled);
    }

    public GrantPolicy grantPolicy() {
        return new GrantPolicy(authRefreshIdleDays, authRefreshValidDays, authorizedAt);
    }

    boolean is(ConnectionStatus other) {
        return status == other;
    }
}
