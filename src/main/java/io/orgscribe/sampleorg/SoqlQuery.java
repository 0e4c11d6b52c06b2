package io.orgscribe.sampleorg;

import java.util.List;
import java.util.Optional;

import io.orgscribe.sampleorg.Condition.Literal;
import io.orgscribe.sampleorg.Condition.Operator;

/**
 * {@code SELECT fields FROM table WHERE conditions ORDER BY field LIMIT n OFFSET n}: as much of SOQL as is understood
 * here.
 *
 * @param conditions all of which must hold
 * @param orderBy empty where it names none
 */
record SoqlQuery(
        List<String> fields,
        String table,
        List<Condition> conditions,
        String orderBy,
        boolean descending,
        int limit,
        int offset) {

    /** The values that the column may have, where {@code =} or IN says so. */
    Optional<List<String>> among(String column) {
        return conditions.stream()
                .filter(c -> c.field().equalsIgnoreCase(column) && c.isEquality())
                .map(c -> c.values().stream().map(Literal::text).toList())
                .findFirst();
    }

    /** What the column must be greater than or at least, where a condition says so. */
    Optional<String> from(String column) {
        return conditions.stream()
                .filter(c -> c.field().equalsIgnoreCase(column))
                .filter(c -> c.operator() == Operator.GREATER || c.operator() == Operator.AT_LEAST)
                .map(c -> c.values().get(0).text())
                .findFirst();
    }
}
