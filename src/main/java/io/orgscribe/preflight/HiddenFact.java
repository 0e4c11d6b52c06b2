package io.orgscribe.preflight;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.orgscribe.salesforce.SubrequestResult;

/** Whether {@code /query} lists the fields that Tooling lists and describes do not. */
final class HiddenFact {

    private static final String FACT = "query.hiddenFields";
    private static final int NAMED = 3;

    private HiddenFact() {}

    /** Of each table what Tooling, {@code /query} and describe said. */
    static ProbeFinding of(
            List<String> tables,
            List<SubrequestResult> defined,
            List<SubrequestResult> queried,
            List<SubrequestResult> described) {
        List<String> hidden = new ArrayList<>();
        List<String> listed = new ArrayList<>();
        int compared = 0;
        for (int i = 0; i < tables.size(); i++) {
            if (!defined.get(i).ok()
                    || !queried.get(i).ok()
                    || !described.get(i).ok()) {
                continue;
            }
            compared++;
            Set<String> readable = new HashSet<>(described.get(i).fields());
            Set<String> byQuery = new HashSet<>(queried.get(i).column("QualifiedApiName"));
            for (String field : defined.get(i).column("QualifiedApiName")) {
                if (!readable.contains(field)) {
                    String name = tables.get(i) + "." + field;
                    hidden.add(name);
                    if (byQuery.contains(field)) {
                        listed.add(name);
                    }
                }
            }
        }
        if (hidden.isEmpty()) {
            return ProbeFinding.unknown(
                    FACT,
                    compared == 0
                            ? "Tooling, /query and describe could be compared for no table; the first needs View Setup."
                            : "No field of " + compared + " tables is hidden from the user: hide one of "
                                    + tables.get(0) + " by field-level security and probe again.",
                    0);
        }
        String measured = listed.isEmpty() ? "left out" : listed.size() == hidden.size() ? "listed" : "partly listed";
        return new ProbeFinding(
                FACT,
                measured,
                "/query lists " + listed.size() + " of " + hidden.size()
                        + " fields that Tooling lists and the describes of "
                        + compared + " tables do not: "
                        + String.join(", ", hidden.subList(0, Math.min(NAMED, hidden.size())))
                        + (hidden.size() > NAMED ? ", …" : "."),
                0);
    }
}
