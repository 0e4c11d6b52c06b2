package io.orgscribe.connection;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import io.orgscribe.access.AuditAction;
import io.orgscribe.access.AuditLog;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.token.Authorizable;
import io.orgscribe.token.ConsentRefusedException;
import io.orgscribe.token.Credentials;
import io.orgscribe.token.Credentials.AuthorizationCode;
import io.orgscribe.token.GrantReceived;
import io.orgscribe.token.GrantRevoked;
import io.orgscribe.vault.VaultException;

/** What a person's consent, and its end, do to a connection. */
@ApplicationScoped
class GrantEventObserver implements Authorizable {

    private final StoredCredentials credentials;
    private final AuditLog audit;
    private final Clock clock;
    private final Event<ConnectionSaved> saved;

    GrantEventObserver(StoredCredentials credentials, AuditLog audit, Clock clock, Event<ConnectionSaved> saved) {
        this.credentials = credentials;
        this.audit = audit;
        this.clock = clock;
        this.saved = saved;
    }

    @Override
    @Transactional
    public AuthorizationCode app(UUID connectionId) {
        return Connection.<Connection>findByIdOptional(connectionId)
                .filter(connection -> !connection.is(ConnectionStatus.DELETING))
                .map(this::readable)
                .filter(AuthorizationCode.class::isInstance)
                .map(AuthorizationCode.class::cast)
                .orElseThrow(GrantEventObserver::gone);
    }

    private Credentials readable(Connection connection) {
        try {
            return credentials.read(connection);
        } catch (VaultException e) {
            throw new ConsentRefusedException(
                    409,
                    FailureCause.SECRET_UNREADABLE.code(),
                    e.getMessage(),
                    FailureCause.SECRET_UNREADABLE.remedy());
        }
    }

    /** The new grant is stored in the same transaction, or is not where this refuses it. */
    void received(@Observes GrantReceived event) {
        Connection connection = Connection.<Connection>findByIdOptional(
                        event.connectionId(), LockModeType.PESSIMISTIC_WRITE)
                .filter(found -> isOf(found, event.app()))
                .orElseThrow(GrantEventObserver::gone);
        if (connection.orgId != null
                && event.orgId() != null
                && !connection.orgId.regionMatches(0, event.orgId(), 0, 15)) {
            throw new ConsentRefusedException(
                    409,
                    "different_org",
                    "You have logged in to org " + event.orgId() + ", but the catalog is of org " + connection.orgId
                            + ". Nothing has changed.",
                    "Log out of Salesforce and authorize again with a user of that org. If its sandbox was refreshed,"
                            + " accept the new org first: PATCH {\"orgId\": \"" + event.orgId() + "\"}.");
        }
        if (!connection.is(ConnectionStatus.PAUSED)) {
            connection.status = ConnectionStatus.READY;
            connection.statusReason = null;
        }
        connection.authorizedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        saved.fire(new ConnectionSaved(connection));
        audit.record(event.by(), AuditAction.CONNECTION_AUTHORIZE, connection.id.toString(), connection.name);
    }

    /** It may have been changed while its user was in Salesforce. */
    private boolean isOf(Connection connection, AuthorizationCode app) {
        return !connection.is(ConnectionStatus.DELETING)
                && readable(connection) instanceof AuthorizationCode current
                && current.isSameApp(app);
    }

    /** Everything is kept; the schedule stops until somebody authorizes the connection again. */
    void revoked(@Observes GrantRevoked event) {
        Connection.<Connection>findByIdOptional(event.connectionId(), LockModeType.PESSIMISTIC_WRITE)
                .filter(found -> found.is(ConnectionStatus.READY) || found.is(ConnectionStatus.PAUSED))
                .ifPresent(connection -> {
                    connection.status = ConnectionStatus.NEEDS_AUTHORIZATION;
                    connection.statusReason = event.cause().code() + ": " + event.reason() + " "
                            + FailureCause.NEEDS_AUTHORIZATION.remedy();
                    saved.fire(new ConnectionSaved(connection));
                });
    }

    private static ConsentRefusedException gone() {
        return new ConsentRefusedException(
                409,
                "connection_gone",
                "The connection has been deleted, or changed to another method, while you were in Salesforce.",
                "Look at it: GET /api/v1/connections lists all connections.");
    }
}
