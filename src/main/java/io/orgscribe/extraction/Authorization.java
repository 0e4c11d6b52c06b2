package io.orgscribe.extraction;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.connection.Connection;
import io.orgscribe.connection.ConnectionStatus;
import io.orgscribe.connection.Connections;
import io.orgscribe.salesforce.Organization;
import io.orgscribe.salesforce.SalesforceClient;
import io.orgscribe.salesforce.Session;
import io.orgscribe.salesforce.Sessions;
import io.orgscribe.token.Tokens;

/** The first stage: a session, the API version, and that the org is the one that the catalog belongs to. */
@ApplicationScoped
class Authorization {

    private final Connections connections;
    private final Tokens tokens;
    private final SalesforceClient salesforce;

    Authorization(Connections connections, Tokens tokens, SalesforceClient salesforce) {
        this.connections = connections;
        this.tokens = tokens;
        this.salesforce = salesforce;
    }

    Access authorize(Attempt attempt) {
        Connection connection = connections.find(attempt.claim().connectionId());
        if (connection.status == ConnectionStatus.DISCONNECTED || connection.status == ConnectionStatus.DELETING) {
            throw new RunFailed(
                    "disconnected",
                    "The connection is " + connection.status.code(),
                    "Give the connection credentials again.");
        }
        Sessions sessions = tokens.sessions(connection.id, connections.credentials(connection));
        Session session = sessions.current();
        List<String> offered = salesforce.versions(session.instanceUrl(), attempt.progress());
        String version = version(connection.apiVersion, offered);
        Organization organization = salesforce.organization(sessions, version, attempt.progress());
        if (connection.orgId != null && !sameId(connection.orgId, organization.id())) {
            throw new RunFailed(
                    "different_org",
                    "The host leads to org " + organization.id() + " now, the catalog is of org " + connection.orgId,
                    "If a sandbox was refreshed, accept the new org by PATCH {\"orgId\": \"" + organization.id()
                            + "\"}; its catalog is kept. Else correct the connection's host.");
        }
        connections.recordOrganization(connection.id, organization);
        String userId = session.userId().isEmpty()
                ? salesforce.userId(sessions, version, attempt.progress())
                : session.userId();
        return new Access(sessions, version, userId, String.valueOf(organization.language()));
    }

    private static String version(String pinned, List<String> offered) {
        if (pinned == null) {
            return offered.get(offered.size() - 1);
        }
        if (!offered.contains(pinned)) {
            throw new RunFailed(
                    "api_version_not_offered",
                    "The org does not offer API version " + pinned + ", but " + offered.get(0) + " to "
                            + offered.get(offered.size() - 1),
                    "Remove the connection's apiVersion, or choose one of these.");
        }
        return pinned;
    }

    /** Ids come in 15 and in 18 characters; the first 15 tell. */
    private static boolean sameId(String a, String b) {
        return a.regionMatches(0, b, 0, 15);
    }
}
