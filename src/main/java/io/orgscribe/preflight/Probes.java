package io.orgscribe.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.connection.Connection;
import io.orgscribe.connection.ConnectionStatus;
import io.orgscribe.connection.Connections;
import io.orgscribe.extraction.OrgRules;
import io.orgscribe.run.RunProblems;
import io.orgscribe.salesforce.Definitions;
import io.orgscribe.salesforce.SObjectSummary;
import io.orgscribe.salesforce.SalesforceClient;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.salesforce.Sessions;
import io.orgscribe.token.Tokens;
import io.orgscribe.web.ProblemException;

/** Probes the org of a connection for what is not documented; see docs/probe.md. */
@ApplicationScoped
class Probes {

    /** Eleven, and some that may have to be made again. */
    private static final int MOST_CALLS = 20;

    private final Connections connections;
    private final Tokens tokens;
    private final SalesforceClient salesforce;
    private final Definitions definitions;

    Probes(Connections connections, Tokens tokens, SalesforceClient salesforce, Definitions definitions) {
        this.connections = connections;
        this.tokens = tokens;
        this.salesforce = salesforce;
        this.definitions = definitions;
    }

    /** @throws ProblemException 400, 404, 409, or 502 with the cause where the org cannot be read */
    ProbeReport probe(UUID connectionId, ProbeRequest asked) {
        Connection connection = connections.find(connectionId);
        if (connection.status == ConnectionStatus.DISCONNECTED || connection.status == ConnectionStatus.DELETING) {
            throw RunProblems.notReady(connection);
        }
        ProbeToken before = asked.since() == null
                ? null
                : ProbeToken.parse(asked.since())
                        .orElseThrow(() -> ProblemException.badRequest(
                                "since",
                                "invalid",
                                "since is not what a probe has given out.",
                                "Send the since of the last probe's report as it came, or leave it out."));
        try {
            return probe(
                    connection,
                    Optional.ofNullable(before).map(ProbeToken::table).orElse(asked.table()),
                    before);
        } catch (SalesforceException e) {
            throw RunProblems.orgUnreadable(e);
        }
    }

    /** @param table null for any */
    private ProbeReport probe(Connection connection, String table, ProbeToken before) {
        Sessions sessions = tokens.sessions(connection.id, connections.credentials(connection));
        CallCap cap = new CallCap(MOST_CALLS);
        List<String> offered = salesforce.versions(sessions, cap);
        String version = OrgRules.apiVersion(connection.apiVersion, offered);
        OrgRules.refusesVersion(version, offered).ifPresent(error -> {
            throw ProblemException.conflict("apiVersion", error.cause(), error.message(), error.remedy());
        });
        List<SObjectSummary> tables = new ArrayList<>();
        salesforce.describeGlobal(sessions, version, "", tables::add, cap);
        ProbeSample sample = new ProbeSample(tables);
        String found = sample.find(table)
                .orElseThrow(() -> ProblemException.badRequest(
                        "table",
                        "unknown_table",
                        "The org does not show the user this table.",
                        "Name another table, or none for Account."));
        return new Probe(definitions, sessions, version, cap, sample).report(found, before);
    }
}
