package io.orgscribe.run;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonGenerator;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/**
 * What a run is asked to do.
 *
 * @param tables empty for all
 * @param scheduledFor the tick's fire time, null where no schedule asks
 * @param late whether the tick came more than a minute after its time
 * @param notBefore not to be claimed earlier
 */
public record RunOrder(
        UUID connectionId,
        Trigger trigger,
        Mode mode,
        List<String> tables,
        Instant scheduledFor,
        boolean late,
        Instant notBefore) {

    public static RunOrder now(UUID connectionId, Trigger trigger, Mode mode, List<String> tables, Clock clock) {
        return new RunOrder(connectionId, trigger, mode, tables, null, false, clock.instant());
    }

    private Coverage coverage() {
        if (!tables.isEmpty()) {
            return Coverage.TABLES;
        }
        return mode == Mode.QUICK ? Coverage.QUICK : Coverage.COMPLETE;
    }

    /** As a row of {@link RunTransitions#enqueue(List)}. */
    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField(
                "id", UuidVersion7Strategy.INSTANCE.generateUuid(null).toString());
        json.writeStringField("connection_id", connectionId.toString());
        json.writeStringField("trigger", trigger.code());
        json.writeStringField("mode", mode.code());
        json.writeStringField("coverage", coverage().code());
        if (!tables.isEmpty()) {
            json.writeFieldName("requested_tables");
            json.writeArray(tables.toArray(String[]::new), 0, tables.size());
        }
        json.writeStringField("not_before", notBefore.toString());
        if (scheduledFor != null) {
            json.writeStringField("scheduled_for", scheduledFor.toString());
        }
        json.writeBooleanField("late", late);
        json.writeEndObject();
    }
}
