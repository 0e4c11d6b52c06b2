package io.orgscribe.salesforce;

/**
 * Told of each call for the run's bill, and asked before each whether it may be made. Thread-safe. By itself it lets all
 * calls be made and keeps nothing.
 */
public interface Meter {

    /** What a call was for. */
    enum Kind {
        /** The only one that Salesforce does not count. */
        VERSIONS,
        LIMITS,
        IDENTITY,
        DESCRIBE_GLOBAL,
        DESCRIBE,
        QUERY,
        RECORD_COUNT,
        DEFINITIONS,
        RECORD_TYPES,
        ROLL_UPS,
        /** What was edited since a time. */
        EDITS;

        /** Whether a run can do without what such calls bring, all but describes and what leads to them. */
        boolean optional() {
            return switch (this) {
                case VERSIONS, DESCRIBE_GLOBAL, DESCRIBE -> false;
                case LIMITS, IDENTITY, QUERY, RECORD_COUNT, DEFINITIONS, RECORD_TYPES, ROLL_UPS, EDITS -> true;
            };
        }
    }

    /** Whether another counted call may be made now; if not, {@link CallBudgetExhausted} ends what needs it. */
    default boolean allows() {
        return true;
    }

    /** Whether a call that has failed may be made again: an attempt has so many of that. */
    default boolean retries() {
        return true;
    }

    /** A request was sent, whatever came of it. */
    default void called(Kind kind) {}

    /** Bytes of a reply's body, as sent and as unpacked; may be told in several pieces. */
    default void received(long bytesOnWire, long bytesUnpacked) {}

    /** So many describes or lists were asked for on condition, and have not changed: status 304. */
    default void notModified(int parts) {}

    /** The org's own counter of the last 24 hours, where a reply told it (Sforce-Limit-Info, api-usage). */
    default void orgUsage(long used, long allowed) {}

    /** As {@link #orgUsage}, of the calls of this app alone (per-app-api-usage). */
    default void appUsage(long used, long allowed) {}
}
