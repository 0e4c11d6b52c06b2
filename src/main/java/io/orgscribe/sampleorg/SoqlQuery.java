package io.orgscribe.sampleorg;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code SELECT fields FROM table WHERE conditions ORDER BY field LIMIT n OFFSET n}: as much of SOQL as is understood
 * here.
 *
 * @param orderBy empty where it names none
 */
record SoqlQuery(List<String> fields, String table, List<Condition> conditions, String orderBy, int limit, int offset) {

    private static final Pattern SOQL = Pattern.compile(
            "\\s*SELECT\\s+([\\w\\s,.]+?)\\s+FROM\\s+(\\w+)(?:\\s+WHERE\\s+(.+?))?(?:\\s+ORDER\\s+BY\\s+(\\w+))?"
                    + "(?:\\s+LIMIT\\s+(\\d{1,9}))?(?:\\s+OFFSET\\s+(\\d{1,9}))?\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    static Optional<SoqlQuery> parse(String text) {
        Matcher matcher = SOQL.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> fields =
                Arrays.stream(matcher.group(1).split(",")).map(String::trim).toList();
        Optional<List<Condition>> conditions =
                matcher.group(3) == null ? Optional.of(List.of()) : Condition.parse(matcher.group(3));
        return conditions.map(all -> new SoqlQuery(
                fields,
                matcher.group(2),
                all,
                matcher.group(4) == null ? "" : matcher.group(4),
                number(matcher.group(5), Integer.MAX_VALUE),
                number(matcher.group(6), 0)));
    }

    /** Whether it is no more than {@code SELECT fields FROM table LIMIT n}. */
    boolean isPlain() {
        return conditions.isEmpty() && orderBy.isEmpty() && offset == 0;
    }

    private static int number(String digits, int absent) {
        return digits == null ? absent : Integer.parseInt(digits);
    }
}
