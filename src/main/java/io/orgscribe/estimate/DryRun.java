package io.orgscribe.estimate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.catalog.CatalogKnowledge;
import io.orgscribe.catalog.CatalogKnowledge.Known;
import io.orgscribe.catalog.CatalogKnowledge.Size;
import io.orgscribe.catalog.CatalogNames;
import io.orgscribe.catalog.RecordCounts;
import io.orgscribe.connection.Connection;
import io.orgscribe.connection.Connections;
import io.orgscribe.estimate.RunCost.Sized;
import io.orgscribe.estimate.RunEstimate.Calls;
import io.orgscribe.estimate.RunEstimate.Saving;
import io.orgscribe.estimate.RunEstimate.StageCalls;
import io.orgscribe.extraction.OrgRules;
import io.orgscribe.extraction.SObjectKind;
import io.orgscribe.extraction.TableFilter;
import io.orgscribe.extraction.TableFilter.Candidate;
import io.orgscribe.run.Mode;
import io.orgscribe.run.RunProblems;
import io.orgscribe.run.Stage;
import io.orgscribe.salesforce.Meter;
import io.orgscribe.salesforce.SObjectSummary;
import io.orgscribe.salesforce.SalesforceClient;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.salesforce.Sessions;
import io.orgscribe.salesforce.UnmeteredCalls;
import io.orgscribe.token.Tokens;

/** Tells what a run would cost: from the catalog for nothing, or where there is none yet by one counted call. */
@ApplicationScoped
class DryRun {

    private static final Calls NONE = new Calls(0, 0);

    private final Connections connections;
    private final Tokens tokens;
    private final SalesforceClient salesforce;
    private final CatalogKnowledge knowledge;
    private final RecordCounts counts;
    private final RunCost cost;

    DryRun(
            Connections connections,
            Tokens tokens,
            SalesforceClient salesforce,
            CatalogKnowledge knowledge,
            RecordCounts counts,
            RunCost cost) {
        this.connections = connections;
        this.tokens = tokens;
        this.salesforce = salesforce;
        this.knowledge = knowledge;
        this.counts = counts;
        this.cost = cost;
    }

    /**
     * A table that the org has.
     *
     * @param customizable whether that is not known to be false
     * @param records whether none is not known of it
     */
    private record Counted(Candidate candidate, Sized sized, boolean customizable, boolean records) {}

    /**
     * @param tables that the run is to read, empty for all
     * @throws io.orgscribe.web.ProblemException 502 with the cause where the org has to be asked and cannot
     */
    RunEstimate estimate(UUID connectionId, Mode mode, List<String> tables) {
        Connection connection = connections.find(connectionId);
        TableFilter filter = TableFilter.of(connection);
        List<Known> known = knowledge.tables(connectionId);
        List<Counted> all = known.isEmpty() ? listed(connection) : known(connectionId, known);
        List<String> asked = tables.stream().map(CatalogNames::key).toList();
        List<Counted> chosen = Stream.concat(
                        all.stream()
                                .filter(table -> asked.isEmpty()
                                        ? lets(filter, table)
                                        : asked.contains(
                                                CatalogNames.key(table.sized().name()))),
                        neverRead(tables, all))
                .toList();
        int rollUps = known.isEmpty() ? RunCost.UNKNOWN_ROLL_UPS : knowledge.rollUps(connectionId);
        boolean everything = known.isEmpty() || mode == Mode.FULL || !asked.isEmpty();
        List<StageCalls> stages = stages(chosen, everything, asked.isEmpty(), rollUps);
        return new RunEstimate(
                mode,
                chosen.size(),
                known.isEmpty()
                        ? null
                        : chosen.stream()
                                .mapToInt(table -> table.sized().size().columns())
                                .sum(),
                stages.stream().map(StageCalls::calls).reduce(NONE, Calls::plus),
                stages,
                savings(chosen, rollUps),
                known.isEmpty() ? 1 : 0);
    }

    /** Tables that are asked for and that no run could read yet. */
    private static Stream<Counted> neverRead(List<String> asked, List<Counted> all) {
        Set<String> read = all.stream()
                .map(table -> CatalogNames.key(table.sized().name()))
                .collect(Collectors.toSet());
        return asked.stream()
                .filter(name -> !read.contains(CatalogNames.key(name)))
                .map(name -> new Counted(new Candidate(name, "other", null), Sized.unknown(name), true, true));
    }

    private List<StageCalls> stages(List<Counted> chosen, boolean everything, boolean whole, int rollUps) {
        int describe = cost.describe(chosen.size());
        int annotate = cost.annotate(chosen.stream().map(Counted::sized).toList(), rollUps);
        int discover = !whole ? 1 : everything ? 3 : 4;
        return List.of(
                new StageCalls(Stage.AUTHORIZE, new Calls(1, 1)),
                new StageCalls(Stage.DISCOVER, new Calls(discover, discover)),
                new StageCalls(Stage.DESCRIBE, new Calls(everything ? describe : 0, describe)),
                new StageCalls(Stage.ANNOTATE, new Calls(everything ? annotate : 0, annotate)),
                new StageCalls(Stage.RECONCILE, NONE),
                new StageCalls(Stage.FINISH, NONE));
    }

    private List<Saving> savings(List<Counted> chosen, int rollUps) {
        List<Saving> savings = new ArrayList<>();
        chosen.stream()
                .map(table -> table.candidate().kind())
                .distinct()
                .sorted()
                .forEach(kind -> savings.add(saving(
                        "kinds without " + kind,
                        chosen,
                        rollUps,
                        table -> !table.candidate().kind().equals(kind))));
        savings.add(saving("customizableOnly", chosen, rollUps, Counted::customizable));
        savings.add(saving("withRecordsOnly", chosen, rollUps, Counted::records));
        savings.removeIf(saving -> saving.tables() == 0);
        savings.sort(Comparator.comparingInt(Saving::calls).reversed().thenComparing(Saving::filter));
        return savings;
    }

    private Saving saving(String filter, List<Counted> chosen, int rollUps, Predicate<Counted> stays) {
        List<Counted> left = chosen.stream().filter(stays).toList();
        return new Saving(filter, chosen.size() - left.size(), reading(chosen, rollUps) - reading(left, rollUps));
    }

    private int reading(List<Counted> tables, int rollUps) {
        return cost.describe(tables.size())
                + cost.annotate(tables.stream().map(Counted::sized).toList(), rollUps);
    }

    private static boolean lets(TableFilter filter, Counted table) {
        return filter.lets(
                table.candidate(), new TableFilter.Facts(name -> table.customizable(), name -> table.records()));
    }

    private List<Counted> known(UUID connectionId, List<Known> known) {
        Map<String, Long> records = counts.newest(connectionId);
        return known.stream()
                .filter(table -> !table.hidden())
                .map(table -> {
                    String main = SObjectKind.mainTable(table.name(), table.kind(), null);
                    return new Counted(
                            new Candidate(table.name(), table.kind(), main),
                            new Sized(
                                    table.name(),
                                    new Size(table.durableId(), table.columns(), table.customColumns()),
                                    table.recordTypes()),
                            !Boolean.FALSE.equals(table.customizable()),
                            records.isEmpty()
                                    || counted(records, table.name())
                                    || main != null && counted(records, main));
                })
                .toList();
    }

    private static boolean counted(Map<String, Long> records, String table) {
        return records.getOrDefault(CatalogNames.key(table), 0L) > 0;
    }

    private List<Counted> listed(Connection connection) {
        try {
            Sessions sessions = tokens.sessions(connection.id, connections.credentials(connection));
            Meter free = UnmeteredCalls.INSTANCE;
            String version = OrgRules.apiVersion(connection.apiVersion, salesforce.versions(sessions, free));
            List<SObjectSummary> objects = new ArrayList<>();
            salesforce.describeGlobal(sessions, version, "", objects::add, free);
            return objects.stream()
                    .map(object -> new Counted(Candidate.of(object, version), Sized.unknown(object.name()), true, true))
                    .toList();
        } catch (SalesforceException e) {
            throw RunProblems.orgUnreadable(e);
        }
    }
}
