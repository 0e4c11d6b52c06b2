package io.orgscribe.connection;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.connection.ConnectionDocument.Budget;
import io.orgscribe.connection.ConnectionDocument.Filter;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.token.Tokens;

/** Turns what a request asks for into a connection. A refusal ends the transaction, so that nothing is changed. */
@ApplicationScoped
class ConnectionEditor {

    private static final Filter NO_FILTER = new Filter(null, null, null, null, null);
    private static final Budget NO_BUDGET = new Budget(null, null);

    private final ConnectionRules rules;
    private final ScheduleRules scheduleRules;
    private final StoredCredentials credentials;
    private final Tokens tokens;
    private final Clock clock;

    ConnectionEditor(
            ConnectionRules rules,
            ScheduleRules scheduleRules,
            StoredCredentials credentials,
            Tokens tokens,
            Clock clock) {
        this.rules = rules;
        this.scheduleRules = scheduleRules;
        this.credentials = credentials;
        this.tokens = tokens;
        this.clock = clock;
    }

    Connection create(ConnectionDocument asked) {
        Connection connection = new Connection();
        connection.status = ConnectionStatus.READY;
        edit(asked, connection);
        if (connection.authMethod == AuthMethod.AUTHORIZATION_CODE) {
            awaitConsent(connection);
        }
        connection.createdAt = connection.updatedAt;
        // Gives it the id that the encrypted secrets are bound to.
        connection.persist();
        credentials.storeSecrets(asked.auth(), connection);
        return connection;
    }

    /** A connection that is like what was asked for and is not stored. */
    Connection draft(ConnectionDocument asked) {
        Connection connection = new Connection();
        connection.status = ConnectionStatus.READY;
        edit(asked, connection);
        connection.id = UUID.randomUUID();
        credentials.storeSecrets(asked.auth(), connection);
        return connection;
    }

    void replace(ConnectionDocument asked, Connection connection) {
        boolean otherAccess = edit(asked, connection);
        boolean otherSecrets = credentials.storeSecrets(asked.auth(), connection);
        if (otherAccess) {
            tokens.forgetGrant(connection.id);
        } else if (otherSecrets) {
            tokens.forget(connection.id);
        }
        if (otherAccess || otherSecrets) {
            revive(connection, otherAccess);
        }
    }

    /** @return whether the host, the method or who logs in is other than it was */
    private boolean edit(ConnectionDocument asked, Connection connection) {
        connection.name = rules.name(asked.name());
        credentials.check(asked.auth(), connection);
        String loginUrl = rules.loginUrl(asked.loginUrl(), asked.auth().method());
        boolean otherHost = !loginUrl.equals(connection.loginUrl);
        connection.loginUrl = loginUrl;
        boolean otherAccess = credentials.identify(asked.auth(), connection) || otherHost;
        connection.apiVersion = rules.apiVersion(asked.apiVersion());
        if (asked.orgId() != null) {
            connection.orgId = rules.orgId(asked.orgId());
        }
        edit(scheduleRules.schedule(asked.schedule()), connection);
        edit(asked.filter() == null ? NO_FILTER : asked.filter(), connection);
        edit(asked.budget() == null ? NO_BUDGET : asked.budget(), connection);
        // As PostgreSQL keeps it, so that the reply and later replies are alike.
        connection.updatedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return otherAccess;
    }

    private static void edit(Schedule schedule, Connection connection) {
        connection.scheduleCron = schedule.cron();
        connection.scheduleTimeZone = schedule.timeZone().getId();
        connection.scheduleEnabled = schedule.enabled();
    }

    private void edit(Filter filter, Connection connection) {
        connection.filterInclude = rules.patterns("filter.include", filter.include());
        connection.filterExclude = rules.patterns("filter.exclude", filter.exclude());
        connection.filterKinds = rules.kinds(filter.kinds());
        connection.filterCustomizableOnly = Boolean.TRUE.equals(filter.customizableOnly());
        connection.filterWithRecordsOnly = Boolean.TRUE.equals(filter.withRecordsOnly());
    }

    private void edit(Budget budget, Connection connection) {
        connection.budgetCallsPerAttempt = rules.callsPerAttempt(budget.callsPerAttempt());
        connection.budgetOrgReservePercent = rules.orgReservePercent(budget.orgReservePercent());
    }

    /**
     * New credentials may cure a dead grant and re-attach a catalog that was kept; but a consent is for its app alone.
     */
    private void revive(Connection connection, boolean otherAccess) {
        boolean disconnected = connection.is(ConnectionStatus.DISCONNECTED);
        boolean curable = disconnected || connection.is(ConnectionStatus.NEEDS_AUTHORIZATION);
        if (connection.authMethod == AuthMethod.AUTHORIZATION_CODE) {
            if (otherAccess || disconnected) {
                awaitConsent(connection);
            }
        } else if (curable && credentials.complete(connection)) {
            connection.status = ConnectionStatus.READY;
            connection.statusReason = null;
        }
    }

    private static void awaitConsent(Connection connection) {
        connection.status = ConnectionStatus.NEEDS_AUTHORIZATION;
        connection.statusReason = "Nobody has authorized it yet. " + FailureCause.NEEDS_AUTHORIZATION.remedy();
        connection.authorizedAt = null;
    }
}
