package io.orgscribe.extraction;

import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.catalog.CatalogKnowledge;
import io.orgscribe.catalog.CatalogKnowledge.Validators;
import io.orgscribe.catalog.Staging;
import io.orgscribe.connection.Connections;
import io.orgscribe.extraction.OptionalCalls.Part;
import io.orgscribe.extraction.ReadPlan.Annotate;
import io.orgscribe.run.Attempt;
import io.orgscribe.run.Claim;
import io.orgscribe.run.Coverage;
import io.orgscribe.run.Mode;
import io.orgscribe.run.ReadingConfig;
import io.orgscribe.run.RunStore;
import io.orgscribe.salesforce.DescribeRequest;
import io.orgscribe.salesforce.SalesforceClient;

/** The second stage: which tables there are, and which of them may have changed since they were read. */
@ApplicationScoped
class Discovery {

    private static final Validators NOTHING_KNOWN = new Validators("", "", "", Map.of(), null, null, Set.of());

    private final Connections connections;
    private final SalesforceClient salesforce;
    private final OptionalCalls optional;
    private final Staging staging;
    private final CatalogKnowledge knowledge;
    private final RecordCounting counting;
    private final EditedTables edits;
    private final TableListing listing;
    private final RunStore runs;
    private final ReadingConfig config;
    private final Clock clock;

    Discovery(
            Connections connections,
            SalesforceClient salesforce,
            OptionalCalls optional,
            Staging staging,
            CatalogKnowledge knowledge,
            RecordCounting counting,
            EditedTables edits,
            TableListing listing,
            RunStore runs,
            ReadingConfig config,
            Clock clock) {
        this.connections = connections;
        this.salesforce = salesforce;
        this.optional = optional;
        this.staging = staging;
        this.knowledge = knowledge;
        this.counting = counting;
        this.edits = edits;
        this.listing = listing;
        this.runs = runs;
        this.config = config;
        this.clock = clock;
    }

    ReadPlan discover(Attempt attempt, Access access) {
        Claim claim = attempt.claim();
        if (!runs.readAlike(claim, access.reading())) {
            staging.clear(claim.runId());
        }
        runs.begin(claim, access.reading(), access.apiVersion());
        TableFilter filter = TableFilter.of(connections.find(claim.connectionId()));
        // What does not wait for another answer is asked for at once.
        try (BackgroundTask<Void> usage = BackgroundTask.start("limits", () -> usage(attempt, access))) {
            ReadPlan plan =
                    claim.coverage() == Coverage.TABLES ? named(claim, filter) : everything(attempt, access, filter);
            usage.join();
            return plan;
        }
    }

    private void usage(Attempt attempt, Access access) {
        optional.read(
                        attempt,
                        access.sessions(),
                        Part.LIMITS,
                        () -> salesforce.dailyCalls(access.sessions(), access.apiVersion(), attempt.progress()))
                .ifPresent(calls -> attempt.progress().orgUsage(calls.used(), calls.max()));
    }

    private ReadPlan named(Claim claim, TableFilter filter) {
        List<String> tables = claim.tables();
        Set<String> pending = knowledge
                .validators(claim.connectionId())
                .map(Validators::pending)
                .orElse(Set.of());
        return new ReadPlan(
                tables,
                tables.stream().map(DescribeRequest::anyway).toList(),
                false,
                null,
                filter.text(),
                Set.copyOf(tables),
                pending.stream()
                        .filter(name -> tables.stream().noneMatch(name::equalsIgnoreCase))
                        .collect(Collectors.toSet()),
                false,
                Annotate.CHANGED);
    }

    private ReadPlan everything(Attempt attempt, Access access, TableFilter filter) {
        Claim claim = attempt.claim();
        Validators known = knowledge.validators(claim.connectionId()).orElse(NOTHING_KNOWN);
        boolean readAlike = known.reading().equals(access.reading());
        boolean anew = claim.mode() == Mode.FULL || !readAlike;
        boolean quick = claim.mode() == Mode.QUICK && !anew;
        if (!readAlike) {
            readAnew(attempt, known, access);
        }
        // The list does not tell which tables have records: those are chosen anew even where it is as it was.
        String global = anew || !known.filter().equals(filter.text()) || filter.withRecordsOnly() ? "" : known.global();
        try (BackgroundTask<EditedTables.Found> edited = BackgroundTask.start(
                        "edits",
                        () -> anew || !quick && isOld(known)
                                ? EditedTables.Found.everything()
                                : edits.since(known.editedAt(), attempt, access));
                BackgroundTask<Boolean> counted =
                        BackgroundTask.start("record-counts", () -> counting.count(attempt, access))) {
            TableListing.Listed listed = listing.list(attempt, access, filter, counted::join, global);
            counted.join();
            return plan(claim, listed, edited.join(), filter, known, anew, quick);
        }
    }

    private ReadPlan plan(
            Claim claim,
            TableListing.Listed listed,
            EditedTables.Found found,
            TableFilter filter,
            Validators known,
            boolean anew,
            boolean quick) {
        Set<String> names = new LinkedHashSet<>(listed.names());
        Set<String> again = new HashSet<>(known.pending());
        if (listed.modified()) {
            // Edits of what was left out were not looked at.
            again.addAll(knowledge.excluded(claim.connectionId()));
        } else {
            names.addAll(known.pending());
        }
        again.retainAll(names);
        again.addAll(found.tables());
        boolean asItWas = listed.modified()
                && !anew
                && known.filter().equals(filter.text())
                && !known.global().isEmpty()
                && known.global().equals(listed.global());
        boolean newOnly = quick && found.annotate() == Annotate.CHANGED;
        return new ReadPlan(
                List.copyOf(names),
                names.stream()
                        .filter(name -> again.contains(name)
                                || listed.modified() && (!newOnly && !asItWas || known.lacks(name)))
                        .map(name -> anew || found.tables().contains(name)
                                ? DescribeRequest.anyway(name)
                                : new DescribeRequest(name, known.lastModified(name)))
                        .toList(),
                listed.modified() && !quick,
                quick ? null : listed.global(),
                filter.text(),
                again,
                Set.of(),
                found.any(),
                found.annotate());
    }

    /** What was read in another way cannot be told from what has changed: so all is read. */
    private void readAnew(Attempt attempt, Validators known, Access access) {
        if (attempt.claim().mode() == Mode.QUICK) {
            runs.widen(attempt.claim());
        }
        if (!known.reading().isEmpty()) {
            attempt.progress()
                    .notice("Everything was read anew, for the catalog was read with " + known.reading()
                            + " (org, API version, user, language, reader version) and is now with " + access.reading()
                            + ".");
        }
    }

    private boolean isOld(Validators known) {
        return known.annotatedAt() == null
                || known.annotatedAt().isBefore(clock.instant().minus(config.annotationsMaxAge()));
    }
}
