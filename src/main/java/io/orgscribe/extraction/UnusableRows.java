package io.orgscribe.extraction;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.orgscribe.run.Attempt;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.Row;
import io.orgscribe.salesforce.SalesforceException;

import static java.util.stream.Collectors.joining;

/** Rows of definitions that do not say what they are about: a run leaves them out and says so. */
final class UnusableRows {

    private static final int NAMED = 3;

    private UnusableRows() {}

    /** @param definitions what the rows are of, such as {@code FieldDefinition} */
    static void tell(Attempt attempt, String definitions, List<Row> rows) {
        if (!rows.isEmpty()) {
            attempt.progress()
                    .notice("Left out: " + rows.size() + " rows of " + definitions + " that have no id or no name ("
                            + rows.stream()
                                    .limit(NAMED)
                                    .map(UnusableRows::named)
                                    .collect(joining(", "))
                            + (rows.size() > NAMED ? ", …" : "")
                            + "). What earlier runs read of them was kept.");
        }
    }

    /** Of what every table has none has come: so answers Salesforce, too, where it does not want to say anything. */
    static SalesforceException none(String definitions, int tables) {
        return new SalesforceException(
                FailureCause.VIEW_SETUP_MISSING, 200, "Of " + tables + " tables no " + definitions + " came.");
    }

    private static String named(Row row) {
        String name = Stream.of(DefinitionQueries.ENTITY_NAME, "QualifiedApiName", "DurableId", "Id")
                .map(row::text)
                .flatMap(Optional::stream)
                .filter(text -> !text.isEmpty())
                .collect(joining("."));
        return name.isEmpty() ? "without any" : name;
    }
}
