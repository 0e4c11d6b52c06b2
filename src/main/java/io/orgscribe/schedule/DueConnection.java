package io.orgscribe.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

import io.orgscribe.connection.Schedule;

/**
 * A connection whose next fire time has come.
 *
 * @param cron null where it has no schedule any more
 * @param fires whether ticks of its schedule count now
 * @param at the fire time
 * @param now the time at which it was found, by the database's clock
 */
@RegisterForReflection
record DueConnection(UUID id, String cron, String timeZone, boolean fires, Instant at, Instant now) {

    /** @throws IllegalArgumentException where this machine does not know the time zone */
    Schedule schedule() {
        try {
            return new Schedule(cron, ZoneId.of(timeZone), true);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
