package io.orgscribe.connection;

import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Stream;

import com.cronutils.mapper.CronMapper;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import org.quartz.CronExpression;

/**
 * When a connection is extracted.
 *
 * <p>Fire times are those of Quartz, which fires them: a time that the clocks skip in spring does not fire that day, a
 * time that they repeat in autumn fires once, at its second coming.
 *
 * @param cron Unix (5 fields) or Quartz (6 or 7 fields, the first of them seconds), as given; null means never
 * @param timeZone in which the cron is read
 * @param enabled whether it fires
 */
public record Schedule(String cron, ZoneId timeZone, boolean enabled) {

    private static final Duration LOOKED_BACK = Duration.ofDays(10 * 366);
    private static final CronParser UNIX = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    /**
     * The next {@code n} times after now, ascending, whether enabled or not; fewer where it ends, none without a cron.
     *
     * @throws IllegalArgumentException where the cron is none; the message says what is wrong with it
     */
    public List<Instant> nextFireTimes(Clock clock, int n) {
        if (cron == null) {
            return List.of();
        }
        CronExpression expression = expression();
        return Stream.iterate(
                        expression.getNextValidTimeAfter(Date.from(clock.instant())),
                        Objects::nonNull,
                        expression::getNextValidTimeAfter)
                .limit(n)
                .map(Date::toInstant)
                .toList();
    }

    /**
     * The last time that is not after the given one, whether enabled or not.
     *
     * @return empty where there is none in the years before
     */
    public Optional<Instant> latestFireTime(Instant at) {
        if (cron == null) {
            return Optional.empty();
        }
        // Quartz only looks ahead, so ever longer spans before the moment are tried, until one has a fire time.
        CronExpression expression = expression();
        for (Duration span = Duration.ofSeconds(1); span.compareTo(LOOKED_BACK) <= 0; span = span.multipliedBy(2)) {
            Optional<Instant> last = Stream.iterate(
                            expression.getNextValidTimeAfter(Date.from(at.minus(span))),
                            time -> time != null && !time.toInstant().isAfter(at),
                            expression::getNextValidTimeAfter)
                    .reduce((earlier, later) -> later)
                    .map(Date::toInstant);
            if (last.isPresent()) {
                return last;
            }
        }
        return Optional.empty();
    }

    /**
     * The cron in Quartz's notation.
     *
     * @throws IllegalArgumentException where the cron is none; the message says what is wrong with it
     */
    public String quartzCron() {
        String given = cron.strip();
        return given.split("\\s+").length == 5
                ? CronMapper.fromUnixToQuartz().map(UNIX.parse(given)).asString()
                : given;
    }

    /** The time zone in Quartz's terms. Normalized, for {@link TimeZone} would take {@code UTC+2} for GMT. */
    public TimeZone quartzZone() {
        return TimeZone.getTimeZone(timeZone.normalized());
    }

    private CronExpression expression() {
        try {
            CronExpression expression = new CronExpression(quartzCron());
            expression.setTimeZone(quartzZone());
            return expression;
        } catch (ParseException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
