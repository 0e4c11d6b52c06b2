package io.orgscribe.extraction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        TableFilter.Facts facts = facts(
                attempt,
                access,
                filter,
                counted,
                objects.values().stream()
                        .filter(filter::namesLet)
                        .map(Candidate::name)
                        .toList());
        List<Staging.Listed> listed = new ArrayList<>();
        objects.values().forEach(table -> listed.add(new Staging.Listed(table.name(), filter.lets(table, facts))));
        staging.list(runs.staging(attempt.claim()), listed);
        // What was not let in for want of an answer is looked at again.
        boolean again = filter.customizableOnly() && !attempt.progress().isComplete();
        return new Listed(
                true,
                again ? "" : answer.lastModified(),
                listed.stream()
                        .filter(Staging.Listed::included)
                        .map(Staging.Listed::name)
                        .toList());
    }

    /** Tables that the catalog has and the org does not list any more. */
    List<String> gone(Claim claim, ReadPlan plan) {
        return plan.listed() ? knowledge.unlisted(claim.connectionId(), claim.runId()) : List.of();
    }

    /** What cannot be known lets a table in. */
    private TableFilter.Facts facts(
            Attempt attempt, Access access, TableFilter filter, BooleanSupplier counted, List<String> names) {
        Optional<Map<String, Long>> records = filter.withRecordsOnly() && counted.getAsBoolean()
                ? Optional.of(counts.newest(attempt.claim().connectionId()))
                : Optional.empty();
        return new TableFilter.Facts(
                filter.customizableOnly() ? customizable(attempt, access, names) : table -> true,
                table -> records.map(all -> all.getOrDefault(CatalogNames.key(table), 0L) > 0)
                        .orElse(true));
    }

    /** Who may not read it meets all tables; what has but failed leaves the catalog as it is. */
    private Predicate<String> customizable(Attempt attempt, Access access, List<String> names) {
        return optional.read(
                attempt,
                access.sessions(),
                Part.CUSTOMIZABLE,
                () -> notAmong(definitions.notCustomizable(attempt, access, names)),
                why -> why.failure() == FailureCause.VIEW_SETUP_MISSING
                        ? table -> true
                        : among(knowledge.shown(attempt.claim().connectionId())));
    }

    private static Predicate<String> notAmong(Set<String> keys) {
        return table -> !keys.contains(CatalogNames.key(table));
    }

    /** None yet is no catalog to go by. */
    private static Predicate<String> among(List<String> tables) {
        Set<String> keys = tables.stream().map(CatalogNames::key).collect(Collectors.toSet());
        return table -> keys.isEmpty() || keys.contains(CatalogNames.key(table));
    }
}
