package io.orgscribe.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.orgscribe.browse.Filter;
import io.orgscribe.browse.ListQuery;
import io.orgscribe.web.ProblemException;

/**
 * What a client asks the search for.
 *
 * @param columns conditions on a column {@code x} of a table {@code t}
 * @param tables conditions on a table {@code t}
 * @param parameters what these bind
 */
record SearchRequest(
        List<SearchTerm> terms,
        int limit,
        List<String> columns,
        List<String> tables,
        boolean ofOneConnection,
        Map<String, Object> parameters) {

    static final int USUAL = 25;
    static final int MOST = 100;

    /** Nobody types more. */
    static final int LONGEST = 250;

    private static final String QUERY = "q";
    private static final String LIMIT = "limit";

    static SearchRequest of(ListQuery query) {
        Map<String, Object> parameters = new HashMap<>();
        List<String> columns =
                conditions(query, filters("column", "x", "coalesce(x.removed_at, t.removed_at)"), parameters);
        List<String> tables = conditions(query, filters("table", "t", "t.removed_at"), parameters);
        return new SearchRequest(
                terms(query.parameters().getOrDefault(QUERY, "")),
                limit(query.parameters().get(LIMIT)),
                columns,
                tables,
                parameters.containsKey("connection"),
                parameters);
    }

    /**
     * @param type of the items
     * @param row of an item
     * @param removedAt when it was removed, alone or with its table
     */
    static List<Filter> filters(String type, String row, String removedAt) {
        return List.of(
                Filter.oneOf("type", "'" + type + "'", List.of("table", "column"), "What to find, without it both"),
                Filter.id("connection", row + ".connection_id = :connection", "Id of a connection, without it all"),
                Filter.kind("t.kind"),
                Filter.either("hidden", row + ".hidden", "Hidden from the describing user or not"),
                Filter.leftOut("removed", "(" + removedAt + " IS NOT NULL)", "Removed items"),
                Filter.leftOut(
                        "excluded",
                        "(t.excluded_at IS NOT NULL)",
                        "Items of tables that their connection's filter leaves out"));
    }

    private static List<String> conditions(ListQuery query, List<Filter> filters, Map<String, Object> parameters) {
        return query.conditions(filters, Set.of(QUERY, LIMIT)).stream()
                .map(condition -> {
                    parameters.putAll(condition.parameters());
                    return condition.sql();
                })
                .toList();
    }

    private static List<SearchTerm> terms(String query) {
        if (query.length() > LONGEST || query.indexOf('\0') >= 0) {
            throw ProblemException.badRequest(
                    QUERY,
                    "invalid_value",
                    "q is longer than " + LONGEST + " letters, or has one that no text has.",
                    "Send a few words of what you look for.");
        }
        List<SearchTerm> terms = SearchTerm.of(query);
        if (terms.size() > SearchTerm.MOST) {
            throw ProblemException.badRequest(
                    QUERY, "invalid_value", "q has more than " + SearchTerm.MOST + " words.", "Send fewer of them.");
        }
        if (terms.isEmpty()) {
            throw nothingToFind();
        }
        return terms;
    }

    static ProblemException nothingToFind() {
        return ProblemException.badRequest(
                QUERY,
                "nothing_to_find",
                "q has no letter and no digit.",
                "Send a part of a name or a label, or words of a text, such as q=annual revenue.");
    }

    private static int limit(String value) {
        try {
            int limit = value == null ? USUAL : Integer.parseInt(value);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // as one that is out of range
        }
        throw ProblemException.badRequest(
                LIMIT,
                "out_of_range",
                "limit is not a number from 1 to " + MOST + ".",
                "Leave it out for " + USUAL + ", and ask for more words rather than for more items.");
    }

    /** Condition on the connection of a row: for what has no other filter. */
    String scope(String row) {
        return ofOneConnection ? row + ".connection_id = :connection" : "true";
    }
}
