package io.orgscribe.connection;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ScheduleTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # what                       | cron                  | zone             | now                  | next fire times
            Unix, daily                  | 0 2 * * *             | UTC              | 2026-11-24T00:00:00Z | 2026-11-24T02:00:00Z 2026-11-25T02:00:00Z 2026-11-26T02:00:00Z
            Quartz of six fields         | 0 0 2 * * ?           | UTC              | 2026-11-24T00:00:00Z | 2026-11-24T02:00:00Z 2026-11-25T02:00:00Z 2026-11-26T02:00:00Z
            Quartz of seven, ends        | 0 0 2 1 1 ? 2027      | UTC              | 2026-11-24T00:00:00Z | 2027-01-01T02:00:00Z
            Unix Sunday is 0             | 30 4 * * 0            | UTC              | 2026-11-24T00:00:00Z | 2026-11-29T04:30:00Z 2026-12-06T04:30:00Z 2026-12-13T04:30:00Z
            Unix Sunday is 7             | 30 4 * * 7            | UTC              | 2026-11-24T00:00:00Z | 2026-11-29T04:30:00Z 2026-12-06T04:30:00Z 2026-12-13T04:30:00Z
            Unix weekdays                | 0 6 * * 1-5           | UTC              | 2026-11-26T12:00:00Z | 2026-11-27T06:00:00Z 2026-11-30T06:00:00Z 2026-12-01T06:00:00Z
            every quarter of an hour     | */15 * * * *          | UTC              | 2026-11-24T00:07:00Z | 2026-11-24T00:15:00Z 2026-11-24T00:30:00Z 2026-11-24T00:45:00Z
            the time now is over         | 0 2 * * *             | UTC              | 2026-11-24T02:00:00Z | 2026-11-25T02:00:00Z 2026-11-26T02:00:00Z 2026-11-27T02:00:00Z
            at a fixed offset            | 0 2 * * *             | UTC+2            | 2026-11-24T00:30:00Z | 2026-11-25T00:00:00Z 2026-11-26T00:00:00Z 2026-11-27T00:00:00Z
            at one of minutes            | 0 2 * * *             | -03:30           | 2026-11-24T00:30:00Z | 2026-11-24T05:30:00Z 2026-11-25T05:30:00Z 2026-11-26T05:30:00Z
            in its zone                  | 0 2 * * *             | Asia/Kolkata     | 2026-11-24T00:00:00Z | 2026-11-24T20:30:00Z 2026-11-25T20:30:00Z 2026-11-26T20:30:00Z
            spring, a skipped hour       | 30 2 * * *            | Europe/Berlin    | 2027-03-27T00:00:00Z | 2027-03-27T01:30:00Z 2027-03-29T00:30:00Z 2027-03-30T00:30:00Z
            autumn, a repeated hour      | 30 2 * * *            | Europe/Berlin    | 2026-10-24T12:00:00Z | 2026-10-25T01:30:00Z 2026-10-26T01:30:00Z 2026-10-27T01:30:00Z
            autumn, hourly               | 0 * * * *             | Europe/Berlin    | 2026-10-24T23:30:00Z | 2026-10-25T01:00:00Z 2026-10-25T02:00:00Z 2026-10-25T03:00:00Z
            leap day                     | 0 3 29 2 *            | UTC              | 2026-11-24T00:00:00Z | 2028-02-29T03:00:00Z 2032-02-29T03:00:00Z 2036-02-29T03:00:00Z
            the 31st                     | 0 3 31 * *            | UTC              | 2026-11-24T00:00:00Z | 2026-12-31T03:00:00Z 2027-01-31T03:00:00Z 2027-03-31T03:00:00Z
            last day of the month        | 0 0 3 L * ?           | UTC              | 2027-02-01T00:00:00Z | 2027-02-28T03:00:00Z 2027-03-31T03:00:00Z 2027-04-30T03:00:00Z
            hours over midnight          | 0 0 23-1 * * ?        | UTC              | 2026-11-24T12:00:00Z | 2026-11-24T23:00:00Z 2026-11-25T00:00:00Z 2026-11-25T01:00:00Z
            every second of those        | 0 0 21-2/2 * * ?      | UTC              | 2026-11-24T12:00:00Z | 2026-11-24T21:00:00Z 2026-11-24T23:00:00Z 2026-11-25T01:00:00Z
            months over the year's end   | 0 0 3 1 DEC-JAN ?     | UTC              | 2026-11-24T00:00:00Z | 2026-12-01T03:00:00Z 2027-01-01T03:00:00Z 2027-12-01T03:00:00Z
            a day and the last day       | 0 0 3 15,L * ?        | UTC              | 2026-11-24T00:00:00Z | 2026-11-30T03:00:00Z 2026-12-15T03:00:00Z 2026-12-31T03:00:00Z
            a weekday beside a day       | 0 0 3 1,15W * ?       | UTC              | 2027-05-02T00:00:00Z | 2027-05-14T03:00:00Z 2027-06-01T03:00:00Z 2027-06-15T03:00:00Z
            days over the week's end     | 0 0 3 ? * fri-mon     | UTC              | 2026-11-24T00:00:00Z | 2026-11-27T03:00:00Z 2026-11-28T03:00:00Z 2026-11-29T03:00:00Z
            names written out            | 0 0 3 ? MARCH TUESDAY | UTC              | 2026-11-24T00:00:00Z | 2027-03-02T03:00:00Z 2027-03-09T03:00:00Z 2027-03-16T03:00:00Z
            the third Friday             | 0 0 3 ? * FRI#3       | UTC              | 2026-11-24T00:00:00Z | 2026-12-18T03:00:00Z 2027-01-15T03:00:00Z 2027-02-19T03:00:00Z
            autumn, in the first coming  | */15 * * * *          | Europe/Berlin    | 2026-10-25T00:40:00Z | 2026-10-25T01:00:00Z 2026-10-25T01:15:00Z 2026-10-25T01:30:00Z
            a day that never comes       | 0 0 3 30 2 ?          | UTC              | 2026-11-24T00:00:00Z |
            """)
    void fires_at(String what, String cron, ZoneId zone, Instant now, String expected) {
        Schedule schedule = new Schedule(cron, zone, true);

        assertThat(schedule.nextFireTimes(at(now), 3)).isEqualTo(instants(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * *",
                "61 2 * * *",
                "0 2 * * MOON",
                "0 0 25 * * ?",
                "0 0 2 * *  * *",
                "every day",
                "0 2 * * * ? * *",
                "0 0 3 L-3W * ?",
                "0 0 3 31W * ?",
                "0 0 3 7L * ?",
                "0 0 3 ? * 2#"
            })
    void what_is_no_cron_is_refused(String cron) {
        Schedule schedule = new Schedule(cron, ZoneOffset.UTC, true);

        assertThatIllegalArgumentException().isThrownBy(() -> schedule.nextFireTimes(Clock.systemUTC(), 3));
    }

    @Test
    void without_a_cron_it_never_fires() {
        assertThat(new Schedule(null, ZoneOffset.UTC, true).nextFireTimes(Clock.systemUTC(), 3))
                .isEmpty();
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private static List<Instant> instants(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(" ")).map(Instant::parse).toList();
    }
}
