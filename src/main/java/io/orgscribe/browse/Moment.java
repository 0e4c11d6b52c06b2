package io.orgscribe.browse;

import java.util.UUID;

/**
 * A pinned moment of the catalog, as clients see it.
 *
 * @param text in cursors
 * @param runId the run that made it; null over several connections
 * @param at RFC 3339; null where the connection was never read
 */
record Moment(Pin pin, String text, UUID runId, String at) {

    /** Of a connection that was never read: nothing was there. */
    static final Moment NEVER = new Moment(new Pin.AtRevision(0), "0", null, null);

    String json() {
        return at == null
                ? "null"
                : "{\"runId\":" + (runId == null ? "null" : "\"" + runId + '"') + ",\"at\":\"" + at + "\"}";
    }
}
