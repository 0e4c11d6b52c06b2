package io.orgscribe.preflight;

import java.util.List;

import io.orgscribe.salesforce.Subrequest;
import io.orgscribe.salesforce.SubrequestResult;

/** What LIMIT and OFFSET do in Tooling, and what more than 2,000 rows do: five queries of one call. */
final class RowFacts {

    private static final int LIMIT = 3;
    private static final int OFFSET = 2;
    private static final int MOST_ROWS = 2000;

    private RowFacts() {}

    static List<Subrequest> subrequests(String table, List<String> many) {
        String few = "SELECT DurableId FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName IN ("
                + Subrequest.in(List.of(table)) + ") ORDER BY DurableId";
        String all = "SELECT DurableId FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName IN ("
                + Subrequest.in(many) + ") ORDER BY DurableId";
        return List.of(
                Subrequest.toolingQuery(few),
                Subrequest.toolingQuery(few + " LIMIT " + LIMIT),
                Subrequest.toolingQuery(few + " LIMIT " + LIMIT + " OFFSET " + OFFSET),
                Subrequest.toolingQuery(all),
                Subrequest.toolingQuery(all + " LIMIT " + MOST_ROWS));
    }

    /** @param answers to {@link #subrequests} */
    static List<ProbeFinding> of(List<SubrequestResult> answers) {
        List<String> all = answers.get(0).column("DurableId");
        return List.of(
                slice("tooling.limit", answers.get(1), all, 0, 1),
                slice("tooling.offset", answers.get(2), all, OFFSET, 0),
                rows("tooling.rowCap", answers.get(3)),
                rows("tooling.rowCapWithLimit", answers.get(4)));
    }

    /** @param from where the slice of all rows begins if the clause is honoured */
    private static ProbeFinding slice(String fact, SubrequestResult result, List<String> all, int from, int calls) {
        if (!result.ok()) {
            return new ProbeFinding(fact, word(result), "Salesforce answered " + result.status() + ".", calls);
        }
        List<String> rows = result.column("DurableId");
        String seen = rows.size() + " of " + all.size() + " rows came to LIMIT " + LIMIT
                + (from == 0 ? "" : " OFFSET " + from) + ".";
        if (all.size() < from + LIMIT + 1) {
            return ProbeFinding.unknown(fact, "The table has too few fields: " + seen, calls);
        }
        String measured =
                rows.equals(all.subList(from, from + LIMIT)) ? "honoured" : rows.equals(all) ? "ignored" : "other rows";
        return new ProbeFinding(fact, measured, seen, calls);
    }

    private static ProbeFinding rows(String fact, SubrequestResult result) {
        if (!result.ok()) {
            return new ProbeFinding(fact, word(result), "Salesforce answered " + result.status() + ".", 0);
        }
        int rows = result.rows().size();
        String seen = rows + " rows came" + (result.whole() ? "." : ", and another page is promised.");
        if (result.whole() && rows < MOST_ROWS) {
            return ProbeFinding.unknown(fact, seen + " The tables asked for have too few fields to tell.", 0);
        }
        return new ProbeFinding(fact, result.whole() ? rows + " rows" : "pages", seen, 0);
    }

    private static String word(SubrequestResult result) {
        return result.errorCode().isEmpty() ? String.valueOf(result.status()) : result.errorCode();
    }
}
