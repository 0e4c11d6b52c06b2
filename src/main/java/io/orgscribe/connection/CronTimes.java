package io.orgscribe.connection;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.cronutils.model.time.ExecutionTime;

/**
 * The fire times of a cron in a time zone.
 *
 * <p>The library is asked for local times only: left to itself it moves a time that the clocks skip to another one.
 *
 * @param parts together they fire whenever one of them does
 */
record CronTimes(List<ExecutionTime> parts, ZoneId zone) {

    private static final Duration LOOKED_BACK = Duration.ofDays(10 * 366);

    /** @throws IllegalArgumentException where the cron is none; the message says what is wrong with it */
    static CronTimes of(String cron, ZoneId zone) {
        return new CronTimes(
                CronNotation.read(cron).stream().map(ExecutionTime::forCron).toList(), zone);
    }

    /** All times after the given one, ascending. */
    Stream<Instant> after(Instant time) {
        return Stream.iterate(next(time), Optional::isPresent, last -> next(last.get()))
                .map(Optional::get);
    }

    /** The first time after the given one; empty where there is none. */
    Optional<Instant> next(Instant after) {
        return parts.stream().flatMap(part -> next(part, after).stream()).min(Instant::compareTo);
    }

    /** The last time that is not after the given one; empty where there is none in the years before. */
    Optional<Instant> latest(Instant at) {
        // The library looks back less well than ahead: ever longer spans are tried, until one has a fire time.
        for (Duration span = Duration.ofSeconds(1); span.compareTo(LOOKED_BACK) <= 0; span = span.multipliedBy(2)) {
            Optional<Instant> last =
                    after(at.minus(span)).takeWhile(time -> !time.isAfter(at)).reduce((earlier, later) -> later);
            if (last.isPresent()) {
                return last;
            }
        }
        return Optional.empty();
    }

    private Optional<Instant> next(ExecutionTime part, Instant after) {
        LocalDateTime local = start(after);
        while (true) {
            Optional<LocalDateTime> next = next(part, local);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            local = next.get();
            Optional<Instant> time = instant(local).filter(instant -> instant.isAfter(after));
            if (time.isPresent()) {
                return time;
            }
        }
    }

    /** From where on local times are looked at; times that are repeated have their second coming yet to come. */
    private LocalDateTime start(Instant after) {
        LocalDateTime local = LocalDateTime.ofInstant(after.truncatedTo(ChronoUnit.SECONDS), zone);
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        return transition != null && transition.isOverlap()
                ? transition.getDateTimeAfter().minusSeconds(1)
                : local;
    }

    private static Optional<LocalDateTime> next(ExecutionTime part, LocalDateTime after) {
        try {
            return part.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** At its second coming where there are two; empty where the clocks skip it. */
    private Optional<Instant> instant(LocalDateTime local) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.isEmpty() ? Optional.empty() : Optional.of(local.toInstant(offsets.get(offsets.size() - 1)));
    }
}
