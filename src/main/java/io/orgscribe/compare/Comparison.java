package io.orgscribe.compare;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.orgscribe.browse.Filter;
import io.orgscribe.browse.ListQuery;

/**
 * What is compared, and what of it is told.
 *
 * @param tables condition on a table {@code d} of either side
 * @param differences condition on a difference {@code d}
 * @param parameters what all statements bind
 */
record Comparison(Side left, Side right, String tables, String differences, Map<String, Object> parameters) {

    /** What the describing user may do and sees, which is no matter of the org. */
    private static final List<String> OF_THE_USER = List.of(
            "createable",
            "updateable",
            "deletable",
            "hidden",
            "native.createable",
            "native.updateable",
            "native.deletable",
            "native.undeletable",
            "native.permissionable",
            "native.retrieveable");

    private static final List<String> LABELS = List.of("label", "labelPlural");

    static final String IGNORE = "ignore";

    private static final Filter TABLE = Filter.glob("table", "lower(d.name)", "API name of the table");

    private static final List<Filter> DIFFERENCES = List.of(
            Filter.oneOf("kind", "d.kind", List.of("onlyLeft", "onlyRight", "different"), "Kind of difference"),
            Filter.glob("attribute", "lower(d.attribute)", "What differs, named as in changes"),
            Filter.texts(
                    IGNORE,
                    "Attributes that do not count, with commas between; without it " + String.join(", ", OF_THE_USER)
                            + " and, of orgs in two languages, " + String.join(", ", LABELS) + "; empty for none"));

    static final List<Filter> FILTERS =
            Stream.concat(Stream.of(TABLE), DIFFERENCES.stream()).toList();

    /** Further parameters of the query. */
    static final Set<String> OTHERS = Set.of("left", "right", "limit", "cursor", "format");

    /** Where {@code ignore} is not sent. */
    static List<String> ignored(boolean sameLanguage) {
        return sameLanguage
                ? OF_THE_USER
                : Stream.concat(OF_THE_USER.stream(), LABELS.stream()).toList();
    }

    static Comparison of(Side left, Side right, ListQuery query, ComparedReadings readings) {
        Map<String, Object> parameters = new HashMap<>();
        for (Side side : List.of(left, right)) {
            parameters.put(side.name() + "Connection", side.connection());
            parameters.put(side.name() + "Revision", side.revision());
        }
        parameters.put(IGNORE, ignored(readings.sameLanguage()).toArray(String[]::new));
        parameters.put("ignoredTableKeys", readings.ignoredTableKeys());
        parameters.put("ignoredColumnKeys", readings.ignoredColumnKeys());
        return new Comparison(
                left,
                right,
                condition(query, List.of(TABLE), DIFFERENCES, parameters),
                condition(query, DIFFERENCES, List.of(TABLE), parameters),
                parameters);
    }

    private static String condition(
            ListQuery query, List<Filter> filters, List<Filter> others, Map<String, Object> parameters) {
        Set<String> names = new HashSet<>(OTHERS);
        others.forEach(filter -> names.add(filter.name()));
        StringBuilder sql = new StringBuilder("true");
        query.conditions(filters, names).forEach(condition -> {
            parameters.putAll(condition.parameters());
            sql.append(" AND ").append(condition.sql());
        });
        return sql.toString();
    }

    boolean sameState() {
        return left.connection().equals(right.connection()) && left.revision() == right.revision();
    }
}
