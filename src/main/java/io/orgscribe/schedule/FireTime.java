package io.orgscribe.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.orgscribe.connection.Schedule;

/**
 * What a tick asks for: a pure function of the schedule, the connection and the time.
 *
 * @param at the schedule's own time, also where it was missed
 * @param late whether it comes more than a minute after its time
 * @param notBefore when its run may begin
 */
record FireTime(Instant at, boolean late, Instant notBefore) {

    private static final Duration PUNCTUAL = Duration.ofMinutes(1);

    /** Of the time between two fire times at most so much is spread over. */
    private static final int SHARE = 10;

    /**
     * @param at the fire time that has come; where it was missed, the last one before now counts for it
     * @param jitter within what time after the fire time a run begins
     * @throws IllegalArgumentException where the schedule's cron is none
     */
    static FireTime of(UUID connectionId, Schedule schedule, Instant at, Instant now, Duration jitter) {
        Instant latest = at.plus(PUNCTUAL).isBefore(now) ? now : at;
        Instant fireTime = schedule.latestFireTime(latest).orElse(at);
        boolean late = fireTime.plus(PUNCTUAL).isBefore(now);
        // What was missed by many at once is no more to be done at once than what is due to many.
        Instant from = late ? now : fireTime;
        return new FireTime(fireTime, late, from.plus(share(connectionId, spread(schedule, fireTime, jitter))));
    }

    private static Duration spread(Schedule schedule, Instant fireTime, Duration jitter) {
        return schedule.nextFireTime(fireTime)
                .map(next -> Duration.between(fireTime, next).dividedBy(SHARE))
                .filter(tenth -> tenth.compareTo(jitter) < 0)
                .orElse(jitter);
    }

    /** The same for the same connection on every replica: of its id the last bits are random (RFC 9562, section 5.7). */
    private static Duration share(UUID connectionId, Duration spread) {
        return Duration.ofMillis(Math.floorMod(connectionId.getLeastSignificantBits(), spread.toMillis() + 1));
    }
}
