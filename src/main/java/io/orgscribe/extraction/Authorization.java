package io.orgscribe.extraction;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.connection.Connection;
import io.orgscribe.connection.ConnectionStatus;
import io.orgscribe.connection.Connections;
import io.orgscribe.run.Attempt;
import io.orgscribe.run.CallBudget;
import io.orgscribe.run.RunError;
import io.orgscribe.run.RunFailed;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.OrgAndLanguage;
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
                    FailureCause.DISCONNECTED.code(),
                    "The connection is " + connection.status.code(),
                    FailureCause.DISCONNECTED.remedy());
        }
        attempt.progress().allow(new CallBudget(connection.budgetCallsPerAttempt, connection.budgetOrgReservePercent));
        Sessions sessions = tokens.sessions(connection.id, connections.credentials(connection));
        List<String> offered = salesforce.versions(sessions, attempt.progress());
        Session session = sessions.current();
        String version = OrgRules.apiVersion(connection.apiVersion, offered);
        require(OrgRules.refusesVersion(version, offered));
        String userId = session.userId().isEmpty()
                ? salesforce.userId(sessions, version, attempt.progress())
                : session.userId();
        OrgAndLanguage org = salesforce.org(sessions, version, userId, attempt.progress());
        Organization organization = org.organization();
        require(OrgRules.refusesOrg(connection.orgId, organization));
        connections.recordOrganization(connection.id, organization);
        String language = org.userLanguage().isEmpty() ? String.valueOf(organization.language()) : org.userLanguage();
        return new Access(sessions, DurableId.of(organization.id()), version, userId, language);
    }

    private static void require(Optional<RunError> refusal) {
        refusal.ifPresent(error -> {
            throw new RunFailed(error);
        });
    }
}
