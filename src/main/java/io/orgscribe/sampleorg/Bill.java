package io.orgscribe.sampleorg;

import java.util.Map;

/**
 * What was asked of the org, as Salesforce would bill it.
 *
 * @param counted calls that count against the daily limit
 * @param byKind all calls by kind, the free ones too
 * @param parts requests within composite calls by kind; they are not counted by themselves
 * @param notModified replies and parts that were 304
 * @param bytesSent of bodies on the wire, also of those that were cut off
 * @param openReplies that are being sent or held back at this moment
 */
public record Bill(
        long counted,
        Map<Kind, Long> byKind,
        Map<Kind, Long> parts,
        long notModified,
        long bytesSent,
        long openReplies) {

    /** What a call was. {@code VERSIONS} and {@code TOKEN} are free. */
    public enum Kind {
        VERSIONS,
        TOKEN,
        IDENTITY,
        LIMITS,
        DESCRIBE_GLOBAL,
        DESCRIBE,
        QUERY,
        RECORD_COUNT,
        METADATA,
        COMPOSITE,
        OTHER;

        boolean isFree() {
            return this == VERSIONS || this == TOKEN;
        }
    }

    public long calls(Kind kind) {
        return byKind.getOrDefault(kind, 0L);
    }

    public long parts(Kind kind) {
        return parts.getOrDefault(kind, 0L);
    }
}
