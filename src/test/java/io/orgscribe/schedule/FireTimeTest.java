package io.orgscribe.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.orgscribe.connection.Schedule;

import static org.assertj.core.api.Assertions.assertThat;

/** What a tick asks for, by schedule, connection and time. */
class FireTimeTest {

    private static final Schedule DAILY = new Schedule("0 0 * * *", ZoneId.of("UTC"), true);
    private static final Instant MIDNIGHT = Instant.parse("2026-11-26T00:00:00Z");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # what                                | cron        | zone          | fired for            | now                  | fire time            | late
            on time                               | 0 2 * * *   | UTC           | 2026-11-26T02:00:00Z | 2026-11-26T02:00:00Z | 2026-11-26T02:00:00Z | false
            within a minute                       | 0 2 * * *   | UTC           | 2026-11-26T02:00:00Z | 2026-11-26T02:01:00Z | 2026-11-26T02:00:00Z | false
            after more than a minute              | 0 2 * * *   | UTC           | 2026-11-26T02:00:00Z | 2026-11-26T02:01:01Z | 2026-11-26T02:00:00Z | true
            missed, fired for now                 | 0 2 * * *   | UTC           | 2026-11-26T08:15:00Z | 2026-11-26T08:15:00Z | 2026-11-26T02:00:00Z | true
            three days missed: the last one       | 0 2 * * *   | UTC           | 2026-11-29T01:00:00Z | 2026-11-29T01:00:00Z | 2026-11-28T02:00:00Z | true
            the clock went back meanwhile         | 0 2 * * *   | UTC           | 2026-11-26T02:00:00Z | 2026-11-26T01:00:00Z | 2026-11-26T02:00:00Z | false
            the clock went on by two days         | 0 2 * * *   | UTC           | 2026-11-28T02:30:00Z | 2026-11-28T02:30:00Z | 2026-11-28T02:00:00Z | true
            leap day                              | 0 3 29 2 *  | UTC           | 2028-02-29T03:00:00Z | 2028-02-29T03:00:00Z | 2028-02-29T03:00:00Z | false
            leap day, missed by a year            | 0 3 29 2 *  | UTC           | 2029-03-01T00:00:00Z | 2029-03-01T00:00:00Z | 2028-02-29T03:00:00Z | true
            autumn: the second 02:30 is the time  | 30 2 * * *  | Europe/Berlin | 2026-10-25T01:30:00Z | 2026-10-25T01:30:00Z | 2026-10-25T01:30:00Z | false
            spring: 02:30 is skipped, so the last | 30 2 * * *  | Europe/Berlin | 2027-03-28T06:00:00Z | 2027-03-28T06:00:00Z | 2027-03-27T01:30:00Z | true
            """)
    void the_fire_time_is_the_schedules_own(
            String what, String cron, ZoneId zone, Instant firedFor, Instant now, Instant fireTime, boolean late) {
        FireTime found = FireTime.of(UUID.randomUUID(), new Schedule(cron, zone, true), firedFor, now, Duration.ZERO);

        assertThat(found.at()).isEqualTo(fireTime);
        assertThat(found.late()).isEqualTo(late);
        assertThat(found.notBefore()).isEqualTo(late ? now : fireTime);
    }

    @Test
    void midnight_is_spread_evenly() {
        Duration jitter = Duration.ofMinutes(10);
        List<Long> minutes = IntStream.range(0, 10_000)
                .mapToObj(i -> FireTime.of(connection(), DAILY, MIDNIGHT, MIDNIGHT, jitter))
                .map(fireTime ->
                        Duration.between(MIDNIGHT, fireTime.notBefore()).toMinutes())
                .toList();

        for (long minute = 0; minute < 10; minute++) {
            long same = minute;
            assertThat(minutes.stream().filter(m -> m == same).count())
                    .as("runs in minute %d", minute)
                    .isBetween(850L, 1_150L);
        }
    }

    @Test
    void a_connections_distance_is_the_same_each_day() {
        UUID connection = connection();
        Instant next = MIDNIGHT.plus(Duration.ofDays(1));

        assertThat(distance(connection, MIDNIGHT)).isEqualTo(distance(connection, next));
    }

    @Test
    void what_is_late_is_spread_from_now_on() {
        UUID connection = connection();
        Instant now = MIDNIGHT.plus(Duration.ofHours(5));

        assertThat(FireTime.of(connection, DAILY, now, now, Duration.ofMinutes(10))
                        .notBefore())
                .isEqualTo(now.plus(distance(connection, MIDNIGHT)));
    }

    @Test
    void frequent_ticks_are_spread_over_a_tenth_of_their_distance() {
        Schedule often = new Schedule("*/5 * * * *", ZoneId.of("UTC"), true);

        assertThat(IntStream.range(0, 500)
                        .mapToObj(i -> FireTime.of(connection(), often, MIDNIGHT, MIDNIGHT, Duration.ofMinutes(10)))
                        .map(fireTime -> Duration.between(MIDNIGHT, fireTime.notBefore())))
                .allSatisfy(distance -> assertThat(distance).isBetween(Duration.ZERO, Duration.ofSeconds(30)))
                .anySatisfy(distance -> assertThat(distance).isGreaterThan(Duration.ofSeconds(20)));
    }

    private static Duration distance(UUID connection, Instant midnight) {
        return Duration.between(
                midnight,
                FireTime.of(connection, DAILY, midnight, midnight, Duration.ofMinutes(10))
                        .notBefore());
    }

    /** As connections get their ids. */
    private static UUID connection() {
        return UuidVersion7Strategy.INSTANCE.generateUuid(null);
    }
}
