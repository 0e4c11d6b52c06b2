package io.orgscribe.sampleorg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One condition of a WHERE: equality and IN without regard to case, {@code >} with, as Salesforce does on definitions.
 *
 * @param values one, or those of IN
 */
record Condition(String field, boolean greater, List<String> values) {

    private static final String TEXT = "'([^'\\\\]*)'";
    private static final Pattern CONDITION = Pattern.compile(
            "([\\w.]+)\\s*(?:(=|>)\\s*(" + TEXT + ")|IN\\s*\\(\\s*(" + TEXT + "(?:\\s*,\\s*" + TEXT + ")*)\\s*\\))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern AND = Pattern.compile("\\s+AND\\s+", Pattern.CASE_INSENSITIVE);

    /** @return empty where it is more than conditions joined by AND */
    static Optional<List<Condition>> parse(String where) {
        List<Condition> all = new ArrayList<>();
        for (String text : AND.split(where.trim())) {
            Matcher matcher = CONDITION.matcher(text);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String list = matcher.group(3) == null ? matcher.group(5) : matcher.group(3);
            List<String> values = Pattern.compile(TEXT)
                    .matcher(list)
                    .results()
                    .map(value -> value.group(1))
                    .toList();
            all.add(new Condition(matcher.group(1), ">".equals(matcher.group(2)), values));
        }
        return Optional.of(List.copyOf(all));
    }

    boolean holds(String value) {
        return greater ? value.compareTo(values.get(0)) > 0 : values.stream().anyMatch(value::equalsIgnoreCase);
    }
}
