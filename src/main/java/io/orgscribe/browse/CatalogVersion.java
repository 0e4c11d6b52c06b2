package io.orgscribe.browse;

import java.util.UUID;

/**
 * A version of the catalog that a list is pinned to, as clients see it.
 *
 * @param text in cursors
 * @param runId the run that made it; null over several connections
 * @param at RFC 3339; null where the connection was never read
 */
public record CatalogVersion(AsOfPredicate asOf, String text, UUID runId, String at) {

    /** Of a connection that was never read: nothing was there. */
    public static final CatalogVersion NEVER = new CatalogVersion(new AsOfPredicate.AtRevision(0), "0", null, null);

    String json() {
        return at == null
                ? "null"
                : "{\"runId\":" + (runId == null ? "null" : "\"" + runId + '"') + ",\"at\":\"" + at + "\"}";
    }
}
