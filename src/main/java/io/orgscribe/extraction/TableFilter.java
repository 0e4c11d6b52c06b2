package io.orgscribe.extraction;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.orgscribe.connection.Connection;

/** The connection's choice of tables. Empty lists let everything in; exclude wins over include. */
record TableFilter(List<Pattern> include, List<Pattern> exclude, Set<String> kinds) {

    static TableFilter of(Connection connection) {
        return new TableFilter(
                patterns(connection.filterInclude),
                patterns(connection.filterExclude),
                Set.copyOf(connection.filterKinds));
    }

    boolean lets(String name, String kind) {
        return (kinds.isEmpty() || kinds.contains(kind))
                && (include.isEmpty() || matches(include, name))
                && !matches(exclude, name);
    }

    private static boolean matches(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(p -> p.matcher(name).matches());
    }

    private static List<Pattern> patterns(List<String> globs) {
        return globs.stream().map(TableFilter::pattern).toList();
    }

    private static Pattern pattern(String glob) {
        String regex = glob.chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining());
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }
}
