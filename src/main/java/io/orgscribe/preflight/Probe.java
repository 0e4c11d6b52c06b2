package io.orgscribe.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import io.orgscribe.salesforce.Definitions;
import io.orgscribe.salesforce.Sessions;
import io.orgscribe.salesforce.Subrequest;
import io.orgscribe.salesforce.SubrequestResult;

/** One probe of an org: asks, and hands what it is told to those who judge it. Reads only. */
final class Probe {

    /** So many replies of one kind, one after the other, make three differences of the org's counter. */
    private static final int REPLIES = 4;

    private final Definitions definitions;
    private final Sessions sessions;
    private final String version;
    private final CallCap cap;
    private final ProbeSample sample;
    private final List<ProbeFinding> facts = new ArrayList<>();

    Probe(Definitions definitions, Sessions sessions, String version, CallCap cap, ProbeSample sample) {
        this.definitions = definitions;
        this.sessions = sessions;
        this.version = version;
        this.cap = cap;
        this.sample = sample;
    }

    /** @param before what the last probe read; null in a first one */
    ProbeReport report(String table, ProbeToken before) {
        List<String> tables = sample.few(table);
        List<Subrequest> seenByUser = new ArrayList<>();
        tables.forEach(name -> seenByUser.add(Subrequest.query(fieldsOf(name))));
        tables.forEach(name -> seenByUser.add(Subrequest.describe(name)));
        List<SubrequestResult> queriedAndDescribed = cost("composite.cost", "/composite", seenByUser);
        List<SubrequestResult> defined = cost(
                "tooling.composite.cost",
                "/tooling/composite",
                tables.stream()
                        .map(name -> Subrequest.toolingQuery(fieldsOf(name)))
                        .toList());
        facts.addAll(RowFacts.of(definitions.ask(sessions, version, RowFacts.subrequests(table, sample.many()), cap)));
        List<SubrequestResult> queried = queriedAndDescribed.subList(0, tables.size());
        List<SubrequestResult> described = queriedAndDescribed.subList(tables.size(), seenByUser.size());
        facts.add(HiddenFact.of(tables, defined, queried, described));
        facts.add(before == null ? DescriptionFact.first(table) : edited(before, defined.get(0)));
        return new ProbeReport(facts, since(tables, defined.get(0), described), cap.counted());
    }

    private static String fieldsOf(String table) {
        return "SELECT QualifiedApiName, Description FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName IN ("
                + Subrequest.in(List.of(table)) + ")";
    }

    /** The same call several times: other clients move the counter as well, so that the least difference counts. */
    private List<SubrequestResult> cost(String fact, String path, List<Subrequest> subrequests) {
        List<SubrequestResult> first = definitions.ask(sessions, version, subrequests, cap);
        List<Long> steps = new ArrayList<>();
        long used = cap.used();
        for (int i = 1; i < REPLIES; i++) {
            definitions.ask(sessions, version, subrequests, cap);
            steps.add(cap.used() - used);
            used = cap.used();
        }
        String seen = used < 0
                ? "No reply had Sforce-Limit-Info."
                : "The org's counter moved by " + steps + " from one " + path + " of " + subrequests.size()
                        + " parts to the next.";
        // It covers the last 24 hours: where it stands still or goes back, calls of yesterday have left it.
        OptionalLong least = steps.stream()
                .mapToLong(Long::longValue)
                .filter(step -> step > 0)
                .min();
        facts.add(
                least.isEmpty()
                        ? ProbeFinding.unknown(fact, seen, REPLIES)
                        : new ProbeFinding(fact, String.valueOf(least.getAsLong()), seen, REPLIES));
        return first;
    }

    private ProbeFinding edited(ProbeToken before, SubrequestResult defined) {
        if (!defined.ok() || ProbeToken.digest(defined.rows()).equals(before.descriptions())) {
            return DescriptionFact.notEdited(before.table());
        }
        List<SubrequestResult> conditional = definitions.ask(
                sessions,
                version,
                List.of(
                        Subrequest.describe(before.table(), before.date()),
                        Subrequest.describe(before.control(), before.controlDate())),
                cap);
        return DescriptionFact.of(before, conditional.get(0), conditional.get(1));
    }

    private static String since(List<String> tables, SubrequestResult defined, List<SubrequestResult> described) {
        boolean whole = tables.size() > 1
                && defined.ok()
                && described.stream()
                        .limit(2)
                        .noneMatch(one -> one.lastModified().isEmpty());
        return whole
                ? new ProbeToken(
                                tables.get(0),
                                described.get(0).lastModified(),
                                tables.get(1),
                                described.get(1).lastModified(),
                                ProbeToken.digest(defined.rows()))
                        .token()
                : null;
    }
}
