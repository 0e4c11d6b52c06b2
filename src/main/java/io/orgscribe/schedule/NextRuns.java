package io.orgscribe.schedule;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.orgscribe.connection.Connection;
import io.orgscribe.connection.ConnectionSaved;
import io.orgscribe.connection.ConnectionStatus;

/** Keeps {@code nextRunAt}, by which schedules are fired, in step with the connections that somebody changes. */
@ApplicationScoped
class NextRuns {

    private final Clock clock;

    NextRuns(Clock clock) {
        this.clock = clock;
    }

    /** In the transaction that saves. */
    void saved(@Observes ConnectionSaved event) {
        Connection connection = event.connection();
        if (!isDue(connection)) {
            connection.nextRunAt = upcoming(connection, 1).stream().findFirst().orElse(null);
        }
    }

    /** The next {@code n} times at which the connection will be extracted; none where it does not fire. */
    List<Instant> upcoming(Connection connection, int n) {
        return fires(connection) ? connection.schedule().upcoming(clock, n) : List.of();
    }

    private static boolean fires(Connection connection) {
        return connection.status == ConnectionStatus.READY && connection.scheduleEnabled;
    }

    /** A time of the schedule that has come and that no replica has fired yet: replaced, it would be forgotten. */
    private boolean isDue(Connection connection) {
        return fires(connection)
                && connection.nextRunAt != null
                && !connection.nextRunAt.isAfter(clock.instant())
                && connection.schedule().upcoming(just(connection.nextRunAt), 1).contains(connection.nextRunAt);
    }

    /** A clock at which the time is the next one to come. */
    private Clock just(Instant time) {
        return Clock.fixed(time.minusNanos(1), clock.getZone());
    }
}
