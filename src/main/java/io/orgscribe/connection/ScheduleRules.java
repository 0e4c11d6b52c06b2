package io.orgscribe.connection;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.connection.ConnectionDocument.Timetable;
import io.orgscribe.web.ProblemException;

/** What a schedule must be like. */
@ApplicationScoped
class ScheduleRules {

    private static final int MAX_CRON = 250;

    /** How many fire times are looked at for the shortest interval: enough for a pattern within a day. */
    private static final int CHECKED_FIRE_TIMES = 50;

    private static final String CRON_REMEDY =
            "Unix notation (0 2 * * * is every day at 2:00) or Quartz notation (0 0 2 * * ?) is accepted.";

    private final ConnectionConfig config;
    private final Clock clock;

    ScheduleRules(ConnectionConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** @param asked null where there is none */
    Schedule schedule(Timetable asked) {
        if (asked == null) {
            return new Schedule(null, ZoneId.of("UTC"), false);
        }
        String cron = asked.cron();
        boolean enabled = asked.enabled() == null ? cron != null : asked.enabled();
        Schedule schedule = new Schedule(cron, zone(asked.timeZone()), enabled);
        if (cron != null) {
            checkFireTimes(schedule);
        } else if (enabled) {
            throw ProblemException.badRequest(
                    "schedule.cron", "required", "The schedule is enabled and has no cron.", CRON_REMEDY);
        }
        return schedule;
    }

    private static ZoneId zone(String timeZone) {
        try {
            ZoneId zone = ZoneId.of(timeZone == null ? "UTC" : timeZone);
            // An offset with seconds is nobody's; the version before would take it for GMT.
            if (!(zone.normalized() instanceof ZoneOffset offset) || offset.getTotalSeconds() % 60 == 0) {
                return zone;
            }
        } catch (DateTimeException e) {
            throw unknownZone();
        }
        throw unknownZone();
    }

    private static ProblemException unknownZone() {
        return ProblemException.badRequest(
                "schedule.timeZone",
                "unknown_time_zone",
                "schedule.timeZone is not a time zone.",
                "Use a name of the IANA time zone database, such as Europe/Berlin, or UTC, or an offset in whole"
                        + " minutes, such as UTC+02:00.");
    }

    private void checkFireTimes(Schedule schedule) {
        List<Instant> times = fireTimes(schedule);
        if (times.isEmpty()) {
            throw ProblemException.badRequest(
                    "schedule.cron", "never_fires", "The cron names no time that will ever come.", CRON_REMEDY);
        }
        for (int i = 1; i < times.size(); i++) {
            Duration interval = Duration.between(times.get(i - 1), times.get(i));
            if (interval.compareTo(config.minInterval()) < 0) {
                throw ProblemException.badRequest(
                        "schedule.cron",
                        "too_often",
                        "The cron fires at " + times.get(i - 1) + " and again at " + times.get(i) + ".",
                        "Leave at least " + config.minInterval().toSeconds()
                                + " seconds between two fire times (orgscribe.schedule.min-interval).");
            }
        }
    }

    private List<Instant> fireTimes(Schedule schedule) {
        if (schedule.cron().length() > MAX_CRON) {
            throw invalidCron();
        }
        try {
            return schedule.nextFireTimes(clock, CHECKED_FIRE_TIMES);
        } catch (IllegalArgumentException e) {
            throw invalidCron();
        }
    }

    private static ProblemException invalidCron() {
        return ProblemException.badRequest(
                "schedule.cron", "invalid_cron", "schedule.cron is no cron expression.", CRON_REMEDY);
    }
}
