package io.orgscribe.salesforce;

/** Told of each call for the run's bill. Thread-safe. */
public interface Meter {

    /** What a counted call was for; {@code VERSIONS} and {@code TOKEN} are free. */
    enum Kind {
        VERSIONS,
        LIMITS,
        IDENTITY,
        DESCRIBE_GLOBAL,
        DESCRIBE,
        QUERY,
        RECORD_COUNT,
        DEFINITIONS
    }

    /** A request was sent, whatever came of it. */
    void called(Kind kind);

    /** Bytes of a reply's body, as sent and as unpacked; may be told in several pieces. */
    void received(long bytesOnWire, long bytesUnpacked);

    /** The org's own counter of the last 24 hours, where a reply told it (Sforce-Limit-Info, api-usage). */
    void orgUsage(long used, long allowed);
}
