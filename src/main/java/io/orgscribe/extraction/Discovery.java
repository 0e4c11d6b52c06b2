package io.orgscribe.extraction;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.catalog.Staging;
import io.orgscribe.connection.Connections;
import io.orgscribe.salesforce.SalesforceClient;

/** The second stage: which tables there are, and which of them are to be read. */
@ApplicationScoped
class Discovery {

    private final Connections connections;
    private final SalesforceClient salesforce;
    private final Staging staging;
    private final RunStore runs;

    Discovery(Connections connections, SalesforceClient salesforce, Staging staging, RunStore runs) {
        this.connections = connections;
        this.salesforce = salesforce;
        this.staging = staging;
        this.runs = runs;
    }

    /** @return the API names of the tables that make this run's catalog */
    List<String> discover(Attempt attempt, Access access) {
        Claim claim = attempt.claim();
        if (!runs.begin(claim, access.reading(), access.apiVersion())) {
            staging.clear(claim.runId());
        }
        SalesforceClient.DailyCalls calls =
                salesforce.dailyCalls(access.sessions(), access.apiVersion(), attempt.progress());
        attempt.progress().orgUsage(calls.max() - calls.remaining(), calls.max());
        return claim.coverage() == Coverage.TABLES ? claim.tables() : listed(attempt, access);
    }

    private List<String> listed(Attempt attempt, Access access) {
        Claim claim = attempt.claim();
        TableFilter filter = TableFilter.of(connections.find(claim.connectionId()));
        Map<String, Staging.Listed> objects = new LinkedHashMap<>();
        salesforce.describeGlobal(
                access.sessions(),
                access.apiVersion(),
                "",
                object -> objects.putIfAbsent(
                        object.name().toLowerCase(Locale.ROOT),
                        new Staging.Listed(
                                object.name(),
                                filter.lets(object.name(), SObjectKind.of(object, access.apiVersion())))),
                attempt.progress());
        staging.list(
                claim.connectionId(),
                claim.runId(),
                claim.epoch(),
                objects.values(),
                connection -> runs.fence(claim, connection));
        return objects.values().stream()
                .filter(Staging.Listed::included)
                .map(Staging.Listed::name)
                .toList();
    }
}
