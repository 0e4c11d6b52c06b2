package io.orgscribe.extraction;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.catalog.CatalogKnowledge;
import io.orgscribe.catalog.CatalogKnowledge.Reader;
import io.orgscribe.connection.Connection;
import io.orgscribe.connection.ConnectionStatus;
import io.orgscribe.connection.Connections;
import io.orgscribe.extraction.OptionalCalls.Part;
import io.orgscribe.run.Attempt;
import io.orgscribe.run.CallBudget;
import io.orgscribe.run.RunError;
import io.orgscribe.run.RunFailed;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.OrgAndLanguage;
import io.orgscribe.salesforce.Organization;
import io.orgscribe.salesforce.SalesforceClient;
import io.orgscribe.salesforce.Sessions;
import io.orgscribe.salesforce.UserIdentity;
import io.orgscribe.token.Tokens;

/** The first stage: a session, the API version, and that the org is the one that the catalog belongs to. */
@ApplicationScoped
class Authorization {

    private final Connections connections;
    private final Tokens tokens;
    private final SalesforceClient salesforce;
    private final OptionalCalls optional;
    private final CatalogKnowledge knowledge;

    Authorization(
            Connections connections,
            Tokens tokens,
            SalesforceClient salesforce,
            OptionalCalls optional,
            CatalogKnowledge knowledge) {
        this.connections = connections;
        this.tokens = tokens;
        this.salesforce = salesforce;
        this.optional = optional;
        this.knowledge = knowledge;
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
        String version = OrgRules.apiVersion(connection.apiVersion, offered);
        require(OrgRules.refusesVersion(version, offered));
        return identified(attempt, connection, sessions, version);
    }

    /** Who reads which org: as far as Salesforce does not tell, it is taken to be as it was. */
    private Access identified(Attempt attempt, Connection connection, Sessions sessions, String version) {
        Optional<Reader> before = knowledge.reader(connection.id);
        UserIdentity identity = identity(attempt, sessions, version);
        String userId = identity.isKnown()
                ? identity.userId()
                : before.map(Reader::userId).orElse("");
        Optional<OrgAndLanguage> answers = optional.read(
                attempt,
                sessions,
                Part.ORGANIZATION_AND_LANGUAGE,
                () -> salesforce.org(sessions, version, userId, attempt.progress()));
        Optional<Organization> organization =
                answers.flatMap(told -> optional.read(attempt, sessions, Part.ORGANIZATION, told::organization));
        String orgId = organization.map(Organization::id).orElse(identity.orgId());
        require(OrgRules.refusesOrg(connection.orgId, orgId));
        organization.ifPresentOrElse(
                told -> connections.recordOrganization(connection.id, told),
                () -> connections.recordOrgId(connection.id, orgId));
        String language = answers.flatMap(told -> optional.read(attempt, sessions, Part.LANGUAGE, told::userLanguage))
                .filter(told -> !told.isEmpty())
                .or(() ->
                        before.filter(reader -> reader.userId().equals(userId)).map(Reader::language))
                .or(() -> organization.map(Organization::language))
                .orElse("");
        String known = orgId.isEmpty() && connection.orgId != null ? connection.orgId : orgId;
        return new Access(sessions, DurableId.of(known), version, userId, language);
    }

    /** As the token reply told it, or else as a call does. */
    private UserIdentity identity(Attempt attempt, Sessions sessions, String version) {
        UserIdentity told = UserIdentity.of(sessions.current());
        return told.isKnown()
                ? told
                : optional.read(
                                attempt,
                                sessions,
                                Part.IDENTITY,
                                () -> salesforce.identity(sessions, version, attempt.progress()))
                        .orElse(told);
    }

    private static void require(Optional<RunError> refusal) {
        refusal.ifPresent(error -> {
            throw new RunFailed(error);
        });
    }
}
