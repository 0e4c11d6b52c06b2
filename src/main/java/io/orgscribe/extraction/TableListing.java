package io.orgscribe.extraction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.catalog.CatalogKnowledge;
import io.orgscribe.catalog.CatalogNames;
import io.orgscribe.catalog.RecordCounts;
import io.orgscribe.catalog.Staging;
import io.orgscribe.extraction.OptionalCalls.Part;
import io.orgscribe.extraction.TableFilter.Candidate;
import io.orgscribe.run.Attempt;
import io.orgscribe.run.Claim;
import io.orgscribe.run.RunStore;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.GlobalAnswer;
import io.orgscribe.salesforce.SalesforceClient;

/** The tables that the org lists and the connection's filter lets in. */
@ApplicationScoped
class TableListing {

    private final SalesforceClient salesforce;
    private final OptionalCalls optional;
    private final EntityDefinitionReader definitions;
    private final Staging staging;
    private final CatalogKnowledge knowledge;
    private final RecordCounts counts;
    private final RunStore runs;

    TableListing(
            SalesforceClient salesforce,
            OptionalCalls optional,
            EntityDefinitionReader definitions,
            Staging staging,
            CatalogKnowledge knowledge,
            RecordCounts counts,
            RunStore runs) {
        this.salesforce = salesforce;
        this.optional = optional;
        this.definitions = definitions;
        this.staging = staging;
        this.knowledge = knowledge;
        this.counts = counts;
        this.runs = runs;
    }

    /**
     * What the org lists.
     *
     * @param modified false where the list is as it was; then the names are those that the catalog has
     * @param global the list's Last-Modified; null where it was not told
     */
    record Listed(boolean modified, String global, List<String> names) {}

    /**
     * @param counted waits for records to be counted; whether they are
     * @param global Last-Modified of the list that the catalog was made from, empty to read it in any case
     */
    Listed list(Attempt attempt, Access access, TableFilter filter, BooleanSupplier counted, String global) {
        Map<String, Candidate> objects = new LinkedHashMap<>();
        GlobalAnswer answer = salesforce.describeGlobal(
                access.sessions(),
                access.apiVersion(),
                global,
                object ->
                        objects.putIfAbsent(CatalogNames.key(object.name()), Candidate.of(object, access.apiVersion())),
                attempt.progress());
        if (!answer.modified()) {
            return new Listed(false, null, knowledge.shown(attempt.claim().connectionId()));
        }
        Filtering filtering = filtering(
                attempt,
                access,
                filter,
                counted,
                objects.values().stream()
                        .filter(filter::namesLet)
                        .map(Candidate::name)
                        .toList());
        List<Staging.Listed> listed = new ArrayList<>();
        objects.values()
                .forEach(table -> listed.add(new Staging.Listed(table.name(), filter.lets(table, filtering.facts))));
        staging.list(runs.staging(attempt.claim()), listed);
        return new Listed(
                true,
                filtering.known ? answer.lastModified() : "",
                listed.stream()
                        .filter(Staging.Listed::included)
                        .map(Staging.Listed::name)
                        .toList());
    }

    /** Tables that the catalog has and the org does not list any more. */
    List<String> gone(Claim claim, ReadPlan plan) {
        return plan.listed() ? knowledge.unlisted(claim.connectionId(), claim.runId()) : List.of();
    }

    /** @param known whether the filter had its answers; else the list is looked at again in the next run */
    private record Filtering(TableFilter.Facts facts, boolean known) {}

    /**
     * @param lets whether a table, as it is called, is customizable
     * @param known whether that was told for all
     */
    private record Customizability(Predicate<String> lets, boolean known) {}

    /** What cannot be known lets a table in. */
    private Filtering filtering(
            Attempt attempt, Access access, TableFilter filter, BooleanSupplier counted, List<String> names) {
        Optional<Map<String, Long>> records = filter.withRecordsOnly() && counted.getAsBoolean()
                ? Optional.of(counts.newest(attempt.claim().connectionId()))
                : Optional.empty();
        Customizability customizability = filter.customizableOnly()
                ? customizability(attempt, access, names)
                : new Customizability(table -> true, true);
        return new Filtering(
                new TableFilter.Facts(
                        customizability.lets,
                        table -> records.map(all -> all.getOrDefault(CatalogNames.key(table), 0L) > 0)
                                .orElse(true)),
                customizability.known);
    }

    /** Of which table it is not told, that is what the catalog says of it. */
    private Customizability customizability(Attempt attempt, Access access, List<String> names) {
        UUID connection = attempt.claim().connectionId();
        return optional.read(
                attempt,
                access.sessions(),
                Part.CUSTOMIZABLE,
                () -> {
                    EntityDefinitionReader.Customizable told = definitions.customizable(attempt, access, names);
                    Predicate<String> shown =
                            told.unknown().isEmpty() ? table -> true : among(knowledge.shown(connection));
                    return new Customizability(
                            table -> told.unknown().contains(CatalogNames.key(table))
                                    ? shown.test(table)
                                    : !told.fixed().contains(CatalogNames.key(table)),
                            told.unknown().isEmpty());
                },
                why -> new Customizability(
                        why.failure() == FailureCause.VIEW_SETUP_MISSING
                                ? notKnownAsFixed(connection)
                                : among(knowledge.shown(connection)),
                        false));
    }

    /** Who may not read it meets all tables but those of which an earlier run has read it. */
    private Predicate<String> notKnownAsFixed(UUID connection) {
        Set<String> fixed = knowledge.tables(connection).stream()
                .filter(table -> Boolean.FALSE.equals(table.customizable()))
                .map(table -> CatalogNames.key(table.name()))
                .collect(Collectors.toSet());
        return table -> !fixed.contains(CatalogNames.key(table));
    }

    /** None yet is no catalog to go by. */
    private static Predicate<String> among(List<String> tables) {
        Set<String> keys = tables.stream().map(CatalogNames::key).collect(Collectors.toSet());
        return table -> keys.isEmpty() || keys.contains(CatalogNames.key(table));
    }
}
