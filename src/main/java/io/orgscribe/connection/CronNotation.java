package io.orgscribe.connection;

import java.time.DayOfWeek;
import java.time.Month;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.cronutils.mapper.CronMapper;
import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;

/**
 * Reads crons as Quartz has read them, with which schedules were made before: ranges that go over the end, such as
 * {@code 22-2}, and days of the month among which is a last day or a weekday are written out, for the library would
 * take their first value only, and say nothing.
 */
final class CronNotation {

    private static final CronParser UNIX = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    private static final CronParser QUARTZ =
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));

    private static final Pattern RANGE = Pattern.compile("(\\d{1,2})-(\\d{1,2})(?:/(\\d{1,2}))?");
    /**
     * The weekday nearest to a day that not each month has, at which the library fails; a last day that it overlooks.
     */
    private static final Pattern UNREADABLE_DAY = Pattern.compile("(29|30|31)W|\\dL");

    private static final int HOURS = 2;
    private static final int DAYS_OF_MONTH = 3;
    private static final int MONTHS = 4;
    private static final int DAYS_OF_WEEK = 5;

    private CronNotation() {}

    /**
     * @param cron Unix or Quartz
     * @return one or more, which together fire as the given one
     * @throws IllegalArgumentException where it is none
     */
    static List<Cron> read(String cron) {
        String[] fields = cron.strip().toUpperCase(Locale.ROOT).split("\\s+");
        if (fields.length == 5) {
            return List.of(CronMapper.fromUnixToQuartz().map(UNIX.parse(cron.strip())));
        }
        if (fields.length <= DAYS_OF_WEEK) {
            throw new IllegalArgumentException("A cron has 5, 6 or 7 fields");
        }
        fields[MONTHS] = numbered(fields[MONTHS]);
        fields[DAYS_OF_WEEK] = abbreviated(fields[DAYS_OF_WEEK]);
        for (int i = 0; i < HOURS; i++) {
            fields[i] = unwrapped(fields[i], 0, 59);
        }
        fields[HOURS] = unwrapped(fields[HOURS], 0, 23);
        fields[DAYS_OF_MONTH] = unwrapped(fields[DAYS_OF_MONTH], 1, 31);
        fields[MONTHS] = unwrapped(fields[MONTHS], 1, 12);
        return daysOfMonth(fields[DAYS_OF_MONTH])
                .map(days -> withDaysOfMonth(fields, days))
                .toList();
    }

    private static Cron withDaysOfMonth(String[] fields, String days) {
        String[] all = fields.clone();
        all[DAYS_OF_MONTH] = days;
        try {
            return QUARTZ.parse(String.join(" ", all));
        } catch (IndexOutOfBoundsException e) {
            // Of what is cut off, such as 2#.
            throw new IllegalArgumentException("Not a cron: " + String.join(" ", all), e);
        }
    }

    private static String numbered(String months) {
        String numbered = months;
        for (Month month : Month.values()) {
            String number = String.valueOf(month.getValue());
            numbered =
                    numbered.replace(month.name(), number).replace(month.name().substring(0, 3), number);
        }
        return numbered;
    }

    private static String abbreviated(String daysOfWeek) {
        String abbreviated = daysOfWeek;
        for (DayOfWeek day : DayOfWeek.values()) {
            abbreviated = abbreviated.replace(day.name(), day.name().substring(0, 3));
        }
        return abbreviated;
    }

    private static String unwrapped(String field, int least, int most) {
        return Arrays.stream(field.split(",", -1))
                .map(part -> unwrappedPart(part, least, most))
                .collect(Collectors.joining(","));
    }

    private static String unwrappedPart(String part, int least, int most) {
        Matcher range = RANGE.matcher(part);
        if (!range.matches()) {
            return part;
        }
        int from = Integer.parseInt(range.group(1));
        int to = Integer.parseInt(range.group(2));
        int step = range.group(3) == null ? 1 : Integer.parseInt(range.group(3));
        if (from <= to || from > most || to < least || step == 0) {
            return part;
        }
        int length = most - least + 1;
        return IntStream.iterate(from, value -> value <= to + length, value -> value + step)
                .mapToObj(value -> String.valueOf(value > most ? value - length : value))
                .collect(Collectors.joining(","));
    }

    /** Plain days together, and each of the others by itself. */
    private static Stream<String> daysOfMonth(String field) {
        if (UNREADABLE_DAY.matcher(field).find()) {
            throw new IllegalArgumentException("Such a day of the month is not supported: " + field);
        }
        List<String> parts = List.of(field.split(",", -1));
        List<String> plain = parts.stream().filter(part -> !isRelative(part)).toList();
        return Stream.concat(
                plain.isEmpty() ? Stream.empty() : Stream.of(String.join(",", plain)),
                parts.stream().filter(CronNotation::isRelative));
    }

    private static boolean isRelative(String day) {
        return day.contains("L") || day.contains("W");
    }
}
