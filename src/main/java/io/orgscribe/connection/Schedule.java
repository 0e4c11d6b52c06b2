package io.orgscribe.connection;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * When a connection is extracted.
 *
 * <p>A time that the clocks skip in spring does not fire that day, a time that they repeat in autumn fires once, at its
 * second coming.
 *
 * @param cron Unix (5 fields) or Quartz (6 or 7 fields, the first of them seconds), as given; null means never
 * @param timeZone in which the cron is read
 * @param enabled whether it fires
 */
public record Schedule(String cron, ZoneId timeZone, boolean enabled) {

    /**
     * The next {@code n} times after now, ascending, whether enabled or not; fewer where it ends, none without a cron.
     *
     * @throws IllegalArgumentException where the cron is none; the message says what is wrong with it
     */
    public List<Instant> nextFireTimes(Clock clock, int n) {
        return cron == null
                ? List.of()
                : times().after(clock.instant()).limit(n).toList();
    }

    /**
     * The same for people: none also where the cron is of those that a version before has accepted and this one does
     * not.
     */
    public List<Instant> upcoming(Clock clock, int n) {
        try {
            return nextFireTimes(clock, n);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /**
     * The first time after the given one, whether enabled or not.
     *
     * @return empty where there is none
     * @throws IllegalArgumentException where the cron is none
     */
    public Optional<Instant> nextFireTime(Instant after) {
        return cron == null ? Optional.empty() : times().next(after);
    }

    /**
     * The last time that is not after the given one, whether enabled or not.
     *
     * @return empty where there is none in the years before
     * @throws IllegalArgumentException where the cron is none
     */
    public Optional<Instant> latestFireTime(Instant at) {
        return cron == null ? Optional.empty() : times().latest(at);
    }

    private CronTimes times() {
        return CronTimes.of(cron, timeZone);
    }
}
