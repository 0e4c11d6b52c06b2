package io.orgscribe.preflight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.orgscribe.salesforce.Definitions;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.Meter;
import io.orgscribe.salesforce.SObjectSummary;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.salesforce.Sessions;
import io.orgscribe.salesforce.Subrequest;
import io.orgscribe.salesforce.SubrequestResult;

/** What the user may read beyond the API: definitions, record counts, and the fields of the largest tables. */
final class DefinitionSteps {

    private static final int SAMPLED = 10;
    private static final int NAMED = 3;
    /** Of one query, so that five queries hold all that is sampled and none comes near 2,000 rows. */
    private static final int TABLES_A_QUERY = 2;

    private final Predicate<SalesforceException> meetsOthers;
    private final Definitions definitions;
    private final Sessions sessions;
    private final String version;
    private final Meter meter;
    private Map<String, Long> counts = Map.of();
    private boolean definitionsReadable;
    private boolean definitionsLacking;

    /** @param meetsOthers whether what one call has met ends the check, for others would meet it as well */
    DefinitionSteps(
            Definitions definitions,
            Sessions sessions,
            String version,
            Meter meter,
            Predicate<SalesforceException> meetsOthers) {
        this.meetsOthers = meetsOthers;
        this.definitions = definitions;
        this.sessions = sessions;
        this.version = version;
        this.meter = meter;
    }

    /** Two calls. */
    Step viewSetup() {
        Optional<SalesforceException> noCounts =
                refusal(() -> counts = definitions.recordCounts(sessions, version, meter));
        Optional<SalesforceException> noDefinitions = refusal(this::anyDefinition);
        definitionsReadable = noDefinitions.isEmpty();
        definitionsLacking = noDefinitions
                .filter(why -> why.failure() == FailureCause.VIEW_SETUP_MISSING)
                .isPresent();
        if (noCounts.isEmpty() && noDefinitions.isEmpty()) {
            return Step.ok("viewSetup", "The user may read definitions and record counts.");
        }
        String unread = noCounts.isEmpty()
                ? "definitions"
                : definitionsReadable ? "record counts" : "definitions and record counts";
        SalesforceException why = noDefinitions.or(() -> noCounts).orElseThrow();
        boolean lacks = why.failure() == FailureCause.VIEW_SETUP_MISSING;
        return Step.warning(
                "viewSetup",
                lacks
                        ? "The user may not read " + unread + ". Runs work without."
                        : "Salesforce fails at " + unread + ": " + why.getMessage() + " Runs work without.",
                why.failure().code(),
                why.failure().remedy());
    }

    /** Of a table that each org has: who may not read definitions may also be told that there are none. */
    private void anyDefinition() {
        Subrequest any = Subrequest.toolingQuery(
                "SELECT DurableId FROM EntityDefinition WHERE QualifiedApiName = 'Organization'");
        SubrequestResult result =
                definitions.ask(sessions, version, List.of(any), meter).get(0);
        if (result.refusal() != null) {
            throw result.refusal();
        }
        if (result.rows().isEmpty()) {
            throw new SalesforceException(
                    FailureCause.VIEW_SETUP_MISSING, result.status(), "Salesforce answered without a row.");
        }
    }

    /** Why a call that a run can do without has failed; empty where it has not. */
    private Optional<SalesforceException> refusal(Runnable call) {
        try {
            call.run();
            return Optional.empty();
        } catch (SalesforceException e) {
            if (meetsOthers.test(e)) {
                throw e;
            }
            return Optional.of(e);
        }
    }

    /**
     * Two calls. Tooling lists the fields that a table has, a describe those that the user may read.
     *
     * @param tables all of the org
     */
    Step fieldSecurity(List<SObjectSummary> tables) {
        if (!definitionsReadable) {
            return Step.skipped(
                    "fieldSecurity",
                    definitionsLacking
                            ? "Without View Setup and Configuration nothing tells which fields are hidden."
                            : "Definitions could not be read, and nothing else tells which fields are hidden.",
                    null);
        }
        List<String> sample = largest(tables);
        Map<String, Integer> hidden = new HashMap<>();
        return refusal(() -> compare(sample, hidden))
                .map(why -> Step.skipped("fieldSecurity", "It could not be looked at: " + why.getMessage(), null))
                .orElseGet(() -> judged(hidden, sample.size()));
    }

    /** @param hidden gets how many fields of a table are defined and not described */
    private void compare(List<String> sample, Map<String, Integer> hidden) {
        if (sample.isEmpty()) {
            return;
        }
        Map<String, TreeSet<String>> defined = defined(sample);
        List<SubrequestResult> described = definitions.ask(
                sessions, version, sample.stream().map(Subrequest::describe).toList(), meter);
        for (int i = 0; i < sample.size(); i++) {
            Set<String> fields = defined.get(key(sample.get(i)));
            if (fields != null && described.get(i).ok()) {
                described.get(i).fields().forEach(field -> fields.remove(key(field)));
                hidden.put(sample.get(i), fields.size());
            }
        }
    }

    private List<String> largest(List<SObjectSummary> tables) {
        // Where counts are not known the order of describeGlobal remains, histories and the like behind.
        return tables.stream()
                .sorted(Comparator.<SObjectSummary>comparingLong(table -> -counts.getOrDefault(table.name(), 0L))
                        .thenComparing(table -> !table.associateEntityType().isEmpty()))
                .map(SObjectSummary::name)
                .limit(SAMPLED)
                .toList();
    }

    /** Lower-case names of fields by that of their table; none of tables whose query was refused. */
    private Map<String, TreeSet<String>> defined(List<String> sample) {
        List<Subrequest> subrequests = new ArrayList<>();
        for (int from = 0; from < sample.size(); from += TABLES_A_QUERY) {
            List<String> some = sample.subList(from, Math.min(sample.size(), from + TABLES_A_QUERY));
            subrequests.add(Subrequest.toolingQuery(
                    "SELECT QualifiedApiName, EntityDefinition.QualifiedApiName FROM FieldDefinition"
                            + " WHERE EntityDefinition.QualifiedApiName IN (" + Subrequest.in(some) + ")"));
        }
        return definitions.ask(sessions, version, subrequests, meter).stream()
                .filter(result -> result.ok() && result.whole())
                .flatMap(result -> result.rows().stream())
                .collect(Collectors.groupingBy(
                        row -> key(row.text("EntityDefinition.QualifiedApiName").orElse("")),
                        Collectors.mapping(
                                row -> key(row.text("QualifiedApiName").orElse("")),
                                Collectors.toCollection(TreeSet::new))));
    }

    /** @param hidden how many fields of each table that could be compared, of so many sampled */
    private Step judged(Map<String, Integer> hidden, int sampled) {
        if (hidden.isEmpty()) {
            return Step.skipped("fieldSecurity", "Of none of the largest tables both readings could be had.", null);
        }
        int all = hidden.values().stream().mapToInt(Integer::intValue).sum();
        String looked = (hidden.size() < sampled ? hidden.size() + " of the " : "the ")
                + sampled
                + (counts.isEmpty() ? " tables looked at" : " largest tables");
        if (all == 0) {
            return Step.ok("fieldSecurity", "No field of " + looked + " is hidden.");
        }
        List<String> worst = hidden.entrySet().stream()
                .filter(table -> table.getValue() > 0)
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(table -> table.getKey() + " (" + table.getValue() + ")")
                .toList();
        return Step.warning(
                "fieldSecurity",
                all + (all == 1 ? " field of " : " fields of ") + looked + (all == 1 ? " is" : " are")
                        + " hidden from the user: " + String.join(", ", worst.subList(0, Math.min(NAMED, worst.size())))
                        + (worst.size() > NAMED ? " and " + (worst.size() - NAMED) + " more." : "."),
                "fields_hidden",
                "Give the user View All Fields (Global), in Setup > Permission Sets > the user's set > System Permissions;"
                        + " or read access field by field, in its Object Settings > Field Permissions.");
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
