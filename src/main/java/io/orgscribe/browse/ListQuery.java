package io.orgscribe.browse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import jakarta.ws.rs.core.UriInfo;

import io.orgscribe.web.Page;

/**
 * What a client asks of a list.
 *
 * @param path of the list
 * @param parameters of the query, by name
 */
public record ListQuery(String path, Map<String, String> parameters) {

    private static final String CURSOR = "cursor";
    private static final String FIELDS = "fields";
    /** The parameter that names a time. */
    public static final String AS_OF = "asOf";

    /** The parameter that asks for another format than JSON, where there is one. */
    public static final String FORMAT = "format";

    static final String CSV = "csv";

    /** Those that do not change which rows there are. */
    private static final Set<String> PAGING = Set.of("limit", CURSOR, FIELDS);

    public static ListQuery of(UriInfo uri) {
        Map<String, String> parameters = new TreeMap<>();
        uri.getQueryParameters().forEach((name, values) -> {
            if (values.size() > 1) {
                throw ListProblems.repeatedParameter(name);
            }
            parameters.put(name, values.get(0));
        });
        return new ListQuery(uri.getPath(), parameters);
    }

    /** @throws io.orgscribe.web.ProblemException 400 for a limit out of range, and for a cursor of another list */
    public Page page() {
        try {
            return Page.of(
                    list(),
                    Integer.parseInt(parameters.getOrDefault("limit", "" + Page.LIMIT)),
                    parameters.get(CURSOR));
        } catch (NumberFormatException e) {
            throw Page.badLimit();
        }
    }

    /**
     * Whether all of the list is asked for as comma-separated values.
     *
     * @throws io.orgscribe.web.ProblemException 400 for another format, and for a page of them
     */
    public boolean isCsv() {
        String format = parameters.get(FORMAT);
        if (format == null) {
            return false;
        }
        if (!format.equals(CSV) || parameters.containsKey("limit") || parameters.containsKey(CURSOR)) {
            throw ListProblems.badFormat();
        }
        return true;
    }

    /** Likewise, in pages that are as large as can be. */
    ListQuery inPages() {
        Map<String, String> pages = new TreeMap<>(parameters);
        pages.remove(FORMAT);
        pages.put("limit", Integer.toString(Page.MOST));
        return new ListQuery(path, pages);
    }

    ListQuery after(String cursor) {
        Map<String, String> next = new TreeMap<>(parameters);
        next.put(CURSOR, cursor);
        return new ListQuery(path, next);
    }

    Optional<Instant> asOf() {
        try {
            return Optional.ofNullable(parameters.get(AS_OF)).map(Filter::instant);
        } catch (IllegalArgumentException e) {
            throw ListProblems.badTime();
        }
    }

    /** The names of the fields to send, all where none are chosen. */
    List<String> fields(Listing listing) {
        Set<String> known = listing.fields().keySet();
        if (!parameters.containsKey(FIELDS)) {
            return List.copyOf(known);
        }
        List<String> chosen = Arrays.stream(parameters.get(FIELDS).split(",", -1))
                .map(String::strip)
                .distinct()
                .toList();
        chosen.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw ListProblems.unknownField(name, known);
        });
        return chosen;
    }

    List<Filter.Condition> conditions(Listing listing) {
        Set<String> others = new TreeSet<>(PAGING);
        others.add(AS_OF);
        return conditions(listing.filters(), others);
    }

    /**
     * What the filters say, those that are not sent by what they fall back to.
     *
     * @param others names of further parameters that may be sent
     * @throws io.orgscribe.web.ProblemException 400 for another parameter, and for a value that cannot be read
     */
    public List<Filter.Condition> conditions(List<Filter> filters, Set<String> others) {
        Set<String> known = filters.stream().map(Filter::name).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(others);
        refuseAllBut(known);
        List<Filter.Condition> conditions = new ArrayList<>();
        for (Filter filter : filters) {
            String value = parameters.getOrDefault(filter.name(), filter.fallback());
            if (value != null) {
                conditions.add(condition(filter, value));
            }
        }
        return conditions;
    }

    /** For a single item, which has nothing to choose but its fields. */
    void refuseAllButFields() {
        refuseAllBut(Set.of(FIELDS));
    }

    private void refuseAllBut(Set<String> known) {
        parameters.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw ListProblems.unknownParameter(name, known);
                });
    }

    /** No text in PostgreSQL has a NUL, and it refuses to look for one. */
    private static Filter.Condition condition(Filter filter, String value) {
        try {
            if (value.indexOf('\0') < 0) {
                return filter.reader().apply(value);
            }
        } catch (IllegalArgumentException e) {
            throw ListProblems.badValue(filter);
        }
        throw ListProblems.badValue(filter);
    }

    private List<String> list() {
        List<String> list = new ArrayList<>();
        list.add(path);
        parameters.forEach((name, value) -> {
            if (!PAGING.contains(name)) {
                list.add(name);
                list.add(value);
            }
        });
        return list;
    }
}
