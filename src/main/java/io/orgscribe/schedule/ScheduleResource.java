package io.orgscribe.schedule;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.orgscribe.connection.Connection;
import io.orgscribe.connection.Connections;

/** A connection's schedule over REST. It is changed with its connection. */
@RegisterForReflection(fields = false)
@Path("/api/v1/connections/{id}/schedule")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connections")
public class ScheduleResource {

    private static final int SHOWN_FIRE_TIMES = 3;
    private static final int SHOWN_TICKS = 100;

    private final Connections connections;
    private final NextRuns nextRuns;
    private final Ticks ticks;

    ScheduleResource(Connections connections, NextRuns nextRuns, Ticks ticks) {
        this.connections = connections;
        this.nextRuns = nextRuns;
        this.ticks = ticks;
    }

    /**
     * @param cron null where there is none
     * @param next the next three fire times, none while the connection is not extracted by its schedule
     * @param history the newest first, at most 100
     */
    @Schema(name = "Schedule")
    record ScheduleView(String cron, String timeZone, boolean enabled, List<Instant> next, List<Tick> history) {}

    /**
     * @param runId the queued or resumed run, or the one in the way
     * @param late whether it came more than a minute after its time
     */
    record Tick(Instant fireTime, TickOutcome outcome, UUID runId, boolean late) {}

    @GET
    @RolesAllowed("viewer")
    @Operation(summary = "Read a connection's schedule, its next three fire times and what the latest ones led to")
    public ScheduleView read(@PathParam("id") UUID id) {
        Connection connection = connections.find(id);
        return new ScheduleView(
                connection.scheduleCron,
                connection.scheduleTimeZone,
                connection.scheduleEnabled,
                nextRuns.upcoming(connection, SHOWN_FIRE_TIMES),
                ticks.history(id, SHOWN_TICKS).stream()
                        .map(tick -> new Tick(tick.fireTime, tick.outcome, tick.runId, tick.late))
                        .toList());
    }
}
