package io.orgscribe.browse;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.orgscribe.catalog.LargeIndex;
import io.orgscribe.catalog.QualityMeasure;
import io.orgscribe.catalog.SearchText;

/**
 * A query parameter that narrows a list.
 *
 * @param meaning for people
 * @param allowed the values there are; empty where any goes
 * @param fallback the value where none is sent, or null
 * @param reader from a value to a condition; an IllegalArgumentException says that the value cannot be read
 */
public record Filter(
        String name, String meaning, List<String> allowed, String fallback, Function<String, Condition> reader) {

    /** Of fewer letters an index would find a great part of the list. */
    private static final Pattern BEGINNING = Pattern.compile("[^*?]{3}");

    /** Of fewer letters in a row an index over trigrams finds the whole list. */
    private static final Pattern TRIGRAM = Pattern.compile("[\\p{L}\\p{N}]{3}");

    private static final Pattern RFC_3339_YEAR = Pattern.compile("\\d{4}-");

    /** How rows are found that a condition lets through. */
    public enum Reach {
        /** by looking at one row after the other */
        ROWS,
        /** by looking at a part of the list alone: a condition on what it is ordered by */
        RANGE,
        /** by an index of its own */
        INDEX
    }

    /** SQL over a list's row and joins, for {@link Reach#RANGE} over the row alone, and what it binds. */
    public record Condition(String sql, Map<String, Object> parameters, Reach reach) {

        Condition(String sql, Map<String, Object> parameters) {
            this(sql, parameters, Reach.ROWS);
        }

        Condition by(Reach reach) {
            return new Condition(sql, parameters, reach);
        }
    }

    /** As this one, for a condition whose rows are found so. */
    Filter by(Reach reach) {
        return byValue(value -> reach);
    }

    private Filter byValue(Function<String, Reach> reach) {
        return new Filter(
                name, meaning, allowed, fallback, value -> reader.apply(value).by(reach.apply(value)));
    }

    private static Filter any(String name, String meaning, Function<String, Condition> reader) {
        return new Filter(name, meaning, List.of(), null, reader);
    }

    /** @param sql in lower case */
    public static Filter glob(String name, String sql, String meaning) {
        return glob(name, sql, "%s", meaning);
    }

    /** @param sql an array of texts, one of which is to match */
    static Filter globOfAny(String name, String sql, String meaning) {
        return glob(name, "lower(a.text)", "EXISTS (SELECT FROM unnest(" + sql + ") AS a (text) WHERE %s)", meaning);
    }

    private static Filter glob(String name, String sql, String condition, String meaning) {
        return any(
                name,
                meaning + ": * stands for any text, ? for one character; case does not count",
                value -> new Condition(
                        condition.replace("%s", sql + " LIKE lower(:" + name + ")"), Map.of(name, like(value))));
    }

    /** One value of several, or more of them with commas between. */
    /** Texts with commas between, for statements that bind them as an array of this name. */
    public static Filter texts(String name, String meaning) {
        return any(name, meaning, value -> new Condition("true", Map.of(name, value.split(",", -1))));
    }

    public static Filter oneOf(String name, String sql, List<String> allowed, String meaning) {
        return new Filter(name, meaning + "; several with commas between", allowed, null, value -> {
            String[] values = value.split(",", -1);
            if (!allowed.containsAll(Arrays.asList(values))) {
                throw new IllegalArgumentException(name);
            }
            return new Condition(sql + " = ANY (:" + name + ")", Map.of(name, values));
        });
    }

    /** @param sql of a table's kind */
    public static Filter kind(String sql) {
        return oneOf("kind", sql, TableList.KINDS, "Kind of table");
    }

    /** Either way, or without it both. */
    public static Filter either(String name, String condition, String meaning) {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("true", condition);
        conditions.put("false", "NOT " + condition);
        return choice(name, conditions, null, meaning);
    }

    /** @param sql of a text */
    static Filter presence(String name, String sql, String meaning) {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("present", "(coalesce(" + sql + ", '') <> '')");
        conditions.put("absent", "(coalesce(" + sql + ", '') = '')");
        return choice(name, conditions, null, meaning);
    }

    /** Which end of a list comes first: it decides on the {@link Listing}, and lets every row through. */
    static Filter order(String name) {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("newest", "true");
        conditions.put("oldest", "true");
        return choice(name, conditions, "newest", "What comes first");
    }

    /**
     * A name of which index {@code (name_key, connection_id)} finds those that begin alike.
     *
     * @see LargeIndex
     */
    static Filter indexedName(String meaning) {
        return glob("name", "x.name_key", meaning)
                .byValue(value -> BEGINNING.matcher(value).lookingAt() ? Reach.INDEX : Reach.ROWS);
    }

    /** An exact name, in a list of them that an index over {@code lower_each} of it knows. */
    static Filter memberOf(String name, String sql, String meaning) {
        return any(
                name,
                meaning + ", without wildcards; case does not count",
                value -> new Condition(
                        "{sql} <> '{}' AND lower_each({sql}) @> ARRAY[lower(:{name})]"
                                .replace("{sql}", sql)
                                .replace("{name}", name),
                        Map.of(name, value),
                        Reach.INDEX));
    }

    /** As the newest state of their references has it. */
    static Filter quality() {
        Map<String, String> conditions = new LinkedHashMap<>();
        for (QualityMeasure measure : QualityMeasure.values()) {
            conditions.put(measure.code(), "(" + measure.condition("x") + ")");
        }
        return choice("quality", conditions, null, "What a column lacks, or what is wrong with it, as it is counted");
    }

    /**
     * Columns whose formula or roll-up reads another one, in their references as of a version. Relies on indexes
     * catalog_table_name_key and catalog_reference_target.
     */
    static Filter uses(AsOfPredicate asOf) {
        return any(
                "uses",
                "API names of table and column, such as Account.Industry, that its formula or roll-up reads",
                value -> {
                    int dot = value.indexOf('.');
                    if (dot < 1 || dot == value.length() - 1) {
                        throw new IllegalArgumentException("no table and column");
                    }
                    return new Condition(
                            """
                            x.id IN (SELECT r.column_id
                                FROM catalog_table u
                                JOIN catalog_column w ON w.connection_id = u.connection_id AND w.table_id = u.id
                                    AND w.name_key = lower(:usesColumn)
                                JOIN catalog_reference r ON r.target_id = w.id AND {inPlace}
                                WHERE u.name_key = lower(:usesTable))""".replace("{inPlace}", asOf.inPlace("r")),
                            Map.of("usesTable", value.substring(0, dot), "usesColumn", value.substring(dot + 1)),
                            Reach.INDEX);
                });
    }

    /** Without it false. */
    public static Filter leftOut(String name, String condition, String meaning) {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("false", "NOT " + condition);
        conditions.put("true", condition);
        conditions.put("all", "true");
        return choice(
                name, conditions, "false", meaning + ": left out (false), alone (true) or along with the rest (all)");
    }

    /** @param conditions in the order in which the values are told */
    private static Filter choice(String name, Map<String, String> conditions, String fallback, String meaning) {
        return new Filter(name, meaning, List.copyOf(conditions.keySet()), fallback, value -> {
            if (!conditions.containsKey(value)) {
                throw new IllegalArgumentException(name);
            }
            return new Condition(conditions.get(value), Map.of());
        });
    }

    public static Filter id(String name, String condition, String meaning) {
        return any(name, meaning, value -> new Condition(condition, Map.of(name, UUID.fromString(value))));
    }

    static Filter time(String name, String condition, String meaning) {
        return any(name, meaning + " (RFC 3339)", value -> new Condition(condition, Map.of(name, instant(value))));
    }

    /**
     * Names or labels that have a part, or where it has wildcards match it. The first conditions are what an index finds,
     * catalog_column_words or as long as that is not made catalog_column_search; they let too much through.
     */
    static Filter search() {
        return any(
                        "q",
                        "A part of the API name or the label, or a pattern of one with * and ?; case does not count",
                        value -> {
                            String pattern =
                                    value.contains("*") || value.contains("?") ? like(value) : "%" + like(value) + "%";
                            // A ? may stand for what is left out of search_names.
                            String names =
                                    like(value.replaceAll("[_\\-./']", "").replace('?', '*'));
                            return new Condition(
                                    """
                            {names} LIKE search_fold(:qNames)
                            AND lower(x.name || ' ' || coalesce(x.label, '')) LIKE lower(:qAnywhere)
                            AND (x.name_key LIKE lower(:q) OR lower(x.label) LIKE lower(:q))""".replace("{names}", SearchText.columnNames("x")),
                                    Map.of(
                                            "q",
                                            pattern,
                                            "qAnywhere",
                                            "%" + pattern + "%",
                                            "qNames",
                                            "%" + names + "%"));
                        })
                .byValue(value -> TRIGRAM.matcher(value).find() ? Reach.INDEX : Reach.ROWS);
    }

    /** @throws IllegalArgumentException where the text is no RFC 3339 time */
    public static Instant instant(String text) {
        try {
            if (RFC_3339_YEAR.matcher(text).lookingAt()) {
                return Instant.parse(text);
            }
            throw new IllegalArgumentException("A year that no database has");
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("No time", e);
        }
    }

    /** Meaning and, where they are few, the values there are. */
    String documentation() {
        return allowed.isEmpty() ? meaning : meaning + "; of " + String.join(", ", allowed);
    }

    /** What has a meaning in LIKE is itself in a glob. */
    private static String like(String glob) {
        return glob.replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_")
                .replace('*', '%')
                .replace('?', '_');
    }
}
