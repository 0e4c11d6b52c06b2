package io.orgscribe.sampleorg;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code SELECT fields FROM table LIMIT n}: as much of SOQL as is understood here. */
record SoqlQuery(List<String> fields, String table, int limit) {

    private static final Pattern SOQL = Pattern.compile(
            "\\s*SELECT\\s+([\\w\\s,]+?)\\s+FROM\\s+(\\w+)(?:\\s+LIMIT\\s+(\\d{1,9}))?\\s*", Pattern.CASE_INSENSITIVE);

    static Optional<SoqlQuery> parse(String text) {
        Matcher matcher = SOQL.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> fields =
                Arrays.stream(matcher.group(1).split(",")).map(String::trim).toList();
        int limit = matcher.group(3) == null ? Integer.MAX_VALUE : Integer.parseInt(matcher.group(3));
        return Optional.of(new SoqlQuery(fields, matcher.group(2), limit));
    }
}
