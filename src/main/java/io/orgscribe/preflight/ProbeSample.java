package io.orgscribe.preflight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.orgscribe.salesforce.SObjectSummary;

/** Which tables a probe looks at: the one that was asked for, then those that people use. */
final class ProbeSample {

    private static final List<String> FAMILIAR = List.of("Account", "Contact", "Opportunity", "Lead", "Case");
    private static final int TABLES = 5;
    /** Of a WHERE, which may have 4,000 characters. */
    private static final int LONGEST_LIST = 3500;

    private final List<String> names;

    /** @param tables all of the org, at least two */
    ProbeSample(List<SObjectSummary> tables) {
        names = tables.stream()
                .sorted(Comparator.comparing((SObjectSummary table) -> !FAMILIAR.contains(table.name()))
                        .thenComparing(table -> !table.associateEntityType().isEmpty()))
                .map(SObjectSummary::name)
                .toList();
    }

    /** The table by that name; of null the first one that there is. */
    Optional<String> find(String table) {
        return names.stream()
                .filter(name -> table == null || name.equalsIgnoreCase(table))
                .findFirst();
    }

    /** Five, the given one first. */
    List<String> few(String first) {
        List<String> few = new ArrayList<>(List.of(first));
        names.stream().filter(name -> !name.equals(first)).limit(TABLES - 1L).forEach(few::add);
        return few;
    }

    /** As many as one condition holds. */
    List<String> many() {
        List<String> many = new ArrayList<>();
        int length = 0;
        for (String name : names) {
            length += name.length() + 3;
            if (length > LONGEST_LIST) {
                break;
            }
            many.add(name);
        }
        return many;
    }
}
