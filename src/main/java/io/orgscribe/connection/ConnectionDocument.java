package io.orgscribe.connection;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import static com.fasterxml.jackson.annotation.JsonProperty.Access.READ_ONLY;
import static com.fasterxml.jackson.annotation.JsonProperty.Access.WRITE_ONLY;

/**
 * A connection as REST reads and writes it. What is read-only is ignored in requests, so that a reply can be changed
 * and sent back; secrets are write-only.
 *
 * @param orgId absent or null keeps the org that the connection is bound to
 */
@Schema(name = "Connection")
public record ConnectionDocument(
        @JsonProperty(access = READ_ONLY) UUID id,
        String name,
        String loginUrl,
        Auth auth,
        String apiVersion,
        String orgId,
        @JsonProperty(access = READ_ONLY) Org org,
        Timetable schedule,
        @JsonProperty(access = READ_ONLY) Instant nextRunAt,
        Filter filter,
        Budget budget,
        @JsonProperty(access = READ_ONLY) ConnectionStatus status,
        @JsonProperty(access = READ_ONLY) String statusReason,
        @JsonProperty(access = READ_ONLY) LastRun lastRun,
        @JsonProperty(access = READ_ONLY) Instant createdAt,
        @JsonProperty(access = READ_ONLY) Instant updatedAt,
        @JsonProperty(access = READ_ONLY) List<Warning> warnings) {

    private static final int SHOWN_FIRE_TIMES = 3;

    /**
     * @param refreshIdleDays days after which the app's policy ends an unused grant; absent means 30
     * @param refreshValidDays days after which the app's policy ends a grant whatever its use; absent means never
     * @param authorizedAt when somebody has consented
     * @param stored the names of the secrets that are stored
     */
    record Auth(
            AuthMethod method,
            String clientId,
            String username,
            String audience,
            Integer refreshIdleDays,
            Integer refreshValidDays,

            @JsonProperty(access = READ_ONLY) Instant authorizedAt,

            @JsonProperty(access = WRITE_ONLY) @Schema(implementation = String.class)
            SecretChange clientSecret,

            @JsonProperty(access = WRITE_ONLY) @Schema(implementation = String.class)
            SecretChange password,

            @JsonProperty(access = WRITE_ONLY) @Schema(implementation = String.class)
            SecretChange securityToken,

            @JsonProperty(access = WRITE_ONLY) @Schema(implementation = String.class)
            SecretChange privateKey,

            @JsonProperty(access = WRITE_ONLY) @Schema(implementation = String.class)
            SecretChange privateKeyPassphrase,

            @JsonProperty(access = READ_ONLY) List<String> stored) {}

    record Org(String name, String edition, Boolean sandbox, String instance, String language) {}

    /**
     * @param enabled absent means that it is enabled where there is a cron
     * @param next the next three fire times
     */
    record Timetable(
            String cron,
            String timeZone,
            Boolean enabled,
            @JsonProperty(access = READ_ONLY) List<Instant> next) {}

    /**
     * Which tables are read; everything where nothing is said.
     *
     * @param customizableOnly only tables that Salesforce calls customizable (EntityDefinition.IsCustomizable)
     * @param withRecordsOnly only tables of which Salesforce counts a record, and the satellites of these
     */
    record Filter(
            List<String> include,
            List<String> exclude,
            List<String> kinds,
            Boolean customizableOnly,
            Boolean withRecordsOnly) {}

    record Budget(Integer callsPerAttempt, Integer orgReservePercent) {}

    record LastRun(UUID id, Instant at, String status) {}

    /** Something that works today and will not always. */
    record Warning(String field, String cause, String message) {

        static final Warning METHOD_ENDS = new Warning(
                "auth.method",
                "method_ends",
                "Salesforce ends the username-password flow on 2027-02-20. Change to client_credentials, which"
                        + " needs an External Client App with a Run As user and the org's My Domain host as"
                        + " loginUrl; jwt_bearer and authorization_code are the other alternatives.");

        static Warning grantEnds(Instant end) {
            return new Warning("auth.refreshValidDays", GrantPolicy.ENDS, GrantPolicy.message(end));
        }
    }

    static ConnectionDocument of(Connection connection, Clock clock) {
        return new ConnectionDocument(
                connection.id,
                connection.name,
                connection.loginUrl,
                auth(connection),
                connection.apiVersion,
                connection.orgId,
                new Org(
                        connection.orgName,
                        connection.orgEdition,
                        connection.orgSandbox,
                        connection.orgInstance,
                        connection.orgLanguage),
                timetable(connection.schedule(), clock),
                connection.nextRunAt,
                new Filter(
                        connection.filterInclude,
                        connection.filterExclude,
                        connection.filterKinds,
                        connection.filterCustomizableOnly,
                        connection.filterWithRecordsOnly),
                new Budget(connection.budgetCallsPerAttempt, connection.budgetOrgReservePercent),
                connection.status,
                connection.statusReason,
                connection.lastRunId == null
                        ? null
                        : new LastRun(connection.lastRunId, connection.lastRunAt, connection.lastRunStatus),
                connection.createdAt,
                connection.updatedAt,
                warnings(connection, clock));
    }

    /** Of the login the method alone: no client id, user name and what is stored. */
    ConnectionDocument withoutLogin() {
        return new ConnectionDocument(
                id,
                name,
                loginUrl,
                new Auth(auth.method, null, null, null, null, null, null, null, null, null, null, null, null),
                apiVersion,
                orgId,
                org,
                schedule,
                nextRunAt,
                filter,
                budget,
                status,
                statusReason,
                lastRun,
                createdAt,
                updatedAt,
                warnings);
    }

    private static Auth auth(Connection connection) {
        return new Auth(
                connection.authMethod,
                connection.clientId,
                connection.username,
                connection.audience,
                connection.authRefreshIdleDays,
                connection.authRefreshValidDays,
                connection.authorizedAt,
                null,
                null,
                null,
                null,
                null,
                Secret.stored(connection).stream().map(Secret::member).toList());
    }

    private static Timetable timetable(Schedule schedule, Clock clock) {
        return new Timetable(
                schedule.cron(),
                schedule.timeZone().getId(),
                schedule.enabled(),
                schedule.enabled() ? schedule.upcoming(clock, SHOWN_FIRE_TIMES) : List.of());
    }

    private static List<Warning> warnings(Connection connection, Clock clock) {
        return switch (connection.authMethod) {
            case PASSWORD -> List.of(Warning.METHOD_ENDS);
            case AUTHORIZATION_CODE ->
                connection.grantPolicy().endsSoon(clock.instant()).map(Warning::grantEnds).stream()
                        .toList();
            case CLIENT_CREDENTIALS, JWT_BEARER -> List.of();
        };
    }
}
