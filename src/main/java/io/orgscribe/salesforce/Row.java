package io.orgscribe.salesforce;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One record of a query. Columns are named as SOQL names them: {@code LastModifiedBy.Name} is a member of another
 * record. What is null, and what was not asked for, is absent.
 */
public final class Row {

    /** Salesforce writes {@code 2022-05-02T03:22:17.000+0000}. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss[.SSS][XXX][XX]");

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

    /** Of all rows that were read together. */
    private final Map<String, Integer> columns;

    private final String[] values;

    /** @param values by the places that {@code columns} tells; as many as were known when the row was read */
    Row(Map<String, Integer> columns, String[] values) {
        this.columns = columns;
        this.values = values;
    }

    /** A text as sent, or that of a number or boolean. */
    public Optional<String> text(String column) {
        Integer place = columns.get(column);
        return place == null || place >= values.length ? Optional.empty() : Optional.ofNullable(values[place]);
    }

    /** Whether it is true; false where it is absent. */
    public boolean flag(String column) {
        return text(column).filter("true"::equals).isPresent();
    }

    /** A date and time; absent also where it cannot be read as one. */
    public Optional<Instant> time(String column) {
        return text(column).flatMap(text -> {
            try {
                return Optional.of(TIME.parse(text, Instant::from)).filter(Row::isOfTheseTimes);
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    /** PostgreSQL holds years up to 294276, and a definition has none beyond four digits. */
    private static boolean isOfTheseTimes(Instant time) {
        return !time.isBefore(EARLIEST) && time.isBefore(LATEST);
    }

    /** Several values in one text, without blanks around them and without empty ones. */
    public List<String> list(String column, String separator) {
        return text(column).stream()
                .flatMap(text -> Arrays.stream(text.split(Pattern.quote(separator))))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
