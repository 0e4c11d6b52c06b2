package io.orgscribe.connection;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongConsumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.hibernate.Session;
import org.hibernate.exception.ConstraintViolationException;

import io.orgscribe.access.AuditAction;
import io.orgscribe.access.AuditLog;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.Organization;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.token.Credentials;
import io.orgscribe.token.Tokens;
import io.orgscribe.vault.VaultException;
import io.orgscribe.web.ProblemException;

/** The connections: reading, changing and removing them, and what other packages record on them. */
@ApplicationScoped
public class Connections {

    /** From what is stored to what is wanted. */
    interface Change {
        ConnectionDocument apply(ConnectionDocument stored) throws JsonProcessingException;
    }

    private static final UUID LOWEST = new UUID(0, 0);
    private static final String UNIQUE_NAME = "connection_name";

    private final ConnectionEditor editor;
    private final StoredCredentials credentials;
    private final Tokens tokens;
    private final AuditLog audit;
    private final Clock clock;
    private final Event<ConnectionSaved> saved;
    private final Event<ConnectionRemoving> removing;

    Connections(
            ConnectionEditor editor,
            StoredCredentials credentials,
            Tokens tokens,
            AuditLog audit,
            Clock clock,
            Event<ConnectionSaved> saved,
            Event<ConnectionRemoving> removing) {
        this.editor = editor;
        this.credentials = credentials;
        this.tokens = tokens;
        this.audit = audit;
        this.clock = clock;
        this.saved = saved;
        this.removing = removing;
    }

    /** @throws io.orgscribe.web.ProblemException 404 where there is none */
    @Transactional
    public Connection find(UUID id) {
        return Connection.<Connection>findByIdOptional(id).orElseThrow(() -> ProblemException.noConnection("id"));
    }

    /**
     * The connection's credentials in clear.
     *
     * @throws io.orgscribe.salesforce.SalesforceException where it is disconnected and has none, or the keyset
     *     does not open them
     */
    public Credentials credentials(Connection connection) {
        try {
            return credentials.read(connection);
        } catch (VaultException e) {
            throw new SalesforceException(FailureCause.SECRET_UNREADABLE, 0, e.getMessage(), e);
        }
    }

    /**
     * What to check of a stored connection.
     *
     * @throws io.orgscribe.web.ProblemException 404 where there is none
     */
    @Transactional
    public CheckTarget target(UUID id) {
        return target(id, find(id));
    }

    /**
     * What to check of a connection that is not stored, and will not be.
     *
     * @throws io.orgscribe.web.ProblemException 400 where it could not be stored either
     */
    public CheckTarget target(ConnectionDocument asked) {
        return target(null, editor.draft(ConnectionProblems.required(asked)));
    }

    private CheckTarget target(UUID id, Connection connection) {
        return new CheckTarget(
                id,
                URI.create(connection.loginUrl),
                connection.authMethod,
                connection.apiVersion,
                connection.orgId,
                connection.budgetOrgReservePercent,
                connection.grantPolicy(),
                () -> credentials(connection),
                userId -> sharing(id, connection.clientId, userId));
    }

    /**
     * The names of up to ten other connections that log in as the same user through the same app. They share the five
     * grants that Salesforce keeps of an app and user, and the user's logins of an hour.
     *
     * @param id null for a connection that is not stored
     */
    @Transactional
    List<String> sharing(UUID id, String clientId, String userId) {
        return Connection.getEntityManager()
                .unwrap(Session.class)
                .createNativeQuery("""
                        SELECT c.name FROM connection c JOIN access_token t ON t.connection_id = c.id
                        WHERE c.client_id = :client AND t.user_id = :user AND c.status <> 'deleting'
                          AND c.id IS DISTINCT FROM CAST(:id AS uuid)
                        ORDER BY c.name LIMIT 10""", String.class)
                .setParameter("client", clientId)
                .setParameter("user", userId)
                .setParameter("id", id)
                .getResultList();
    }

    /** Records what the org says of itself; no change by a user, so the ETag stays. */
    @Transactional
    public void recordOrganization(UUID id, Organization org) {
        Connection.update(
                "orgId = ?1, orgName = ?2, orgEdition = ?3, orgSandbox = ?4, orgInstance = ?5, orgLanguage = ?6"
                        + " where id = ?7",
                org.id(),
                org.name(),
                org.edition(),
                org.sandbox(),
                org.instance(),
                org.language(),
                id);
    }

    /** The org that answers first, where it does not tell more of itself than this. */
    @Transactional
    public void recordOrgId(UUID id, String orgId) {
        Connection.update("orgId = nullif(?1, '') where id = ?2 and orgId is null", orgId, id);
    }

    /** In the order in which they were created. Relies on the primary key: ids ascend with time. */
    List<Connection> list(Optional<UUID> after, int limit) {
        return Connection.find("id > ?1 order by id", after.orElse(LOWEST))
                .page(0, limit)
                .list();
    }

    @Transactional
    Connection create(ConnectionDocument asked) {
        return save(editor.create(asked), AuditAction.CONNECTION_CREATE);
    }

    /**
     * @param precondition told the version that is about to be changed; throws where it is not the expected one
     */
    @Transactional
    Connection change(UUID id, LongConsumer precondition, Change change) throws JsonProcessingException {
        Connection connection = lock(id, precondition);
        editor.replace(change.apply(ConnectionDocument.of(connection, clock)), connection);
        return save(connection, AuditAction.CONNECTION_UPDATE);
    }

    /**
     * Stops or lets go on what the schedule does, which stays as it is.
     *
     * @param from the status that it has to have
     */
    @Transactional
    Connection turn(UUID id, ConnectionStatus from, ConnectionStatus to) {
        Connection connection = lock(id, version -> {});
        if (!connection.is(from) && !connection.is(to)) {
            throw ConnectionProblems.notTurnable(connection);
        }
        if (connection.is(to)) {
            return connection;
        }
        connection.status = to;
        connection.updatedAt = clock.instant();
        return save(
                connection,
                to == ConnectionStatus.PAUSED ? AuditAction.CONNECTION_PAUSE : AuditAction.CONNECTION_RESUME);
    }

    /** @return how many of what goes, by name */
    @Transactional
    Map<String, Long> remove(UUID id, LongConsumer precondition, boolean keepCatalog) {
        Connection connection = lock(id, precondition);
        connection.status = keepCatalog ? ConnectionStatus.DISCONNECTED : ConnectionStatus.DELETING;
        connection.statusReason = keepCatalog
                ? "Deleted but for its catalog. Credentials for the same org connect it again."
                : "Is being deleted.";
        connection.scheduleEnabled = false;
        connection.nextRunAt = null;
        connection.updatedAt = clock.instant();
        credentials.wipe(connection);
        tokens.forgetGrant(id);
        Map<String, Long> goes = new TreeMap<>();
        removing.fire(new ConnectionRemoving(id, keepCatalog, goes));
        record(AuditAction.CONNECTION_DELETE, connection);
        return goes;
    }

    /** Locked, so that of two changes at once the later one sees the earlier one, and its precondition fails. */
    private static Connection lock(UUID id, LongConsumer precondition) {
        Connection connection = Connection.<Connection>findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(() -> ProblemException.noConnection("id"));
        precondition.accept(connection.version);
        if (connection.is(ConnectionStatus.DELETING)) {
            throw ConnectionProblems.beingDeleted();
        }
        return connection;
    }

    /** The index decides on names, so that two requests at once cannot both have one. */
    private Connection save(Connection connection, AuditAction action) {
        try {
            Connection.flush();
        } catch (ConstraintViolationException e) {
            if (UNIQUE_NAME.equals(e.getConstraintName())) {
                throw ConnectionProblems.nameTaken();
            }
            throw e;
        }
        saved.fire(new ConnectionSaved(connection));
        record(action, connection);
        return connection;
    }

    private void record(AuditAction action, Connection connection) {
        audit.record(action, connection.id.toString(), connection.name);
    }
}
