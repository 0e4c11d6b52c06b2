package io.orgscribe.catalog;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * The newest state of a connection's catalog, and what it was read with; nulls where it never was.
 *
 * @param nextAt when the next revision is made, on the database's clock
 */
record CatalogHead(
        long revision,
        Instant nextAt,
        String apiVersion,
        String userId,
        String language,
        Integer readerVersion,
        Set<String> tableKeys,
        Set<String> columnKeys,
        int referencesVersion) {

    /** Another user sees another catalog, another language names it otherwise. */
    boolean otherIdentity(Reading reading) {
        return differs(userId, reading.userId()) || differs(language, reading.language());
    }

    /** Whether both were read by the same version of Salesforce's API and of our reader. */
    boolean sameReader(Reading reading) {
        return Objects.equals(apiVersion, reading.apiVersion())
                && Objects.equals(readerVersion, reading.readerVersion());
    }

    /** Why this reading may differ although nobody has changed the org: the cause of all its changes; null without. */
    String cause(Reading reading) {
        if (otherIdentity(reading)) {
            return "identity";
        }
        if (differs(apiVersion, reading.apiVersion())) {
            return "release";
        }
        return differs(readerVersion, reading.readerVersion()) ? "reader" : null;
    }

    private static boolean differs(Object known, Object now) {
        return known != null && !known.equals(now);
    }
}
