package io.orgscribe.catalog;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

/**
 * What a run has staged, and how it was read.
 *
 * @param userId the describing user: another one sees another catalog
 * @param language of the describing user: labels follow it
 * @param readerVersion of our own reader: another one keeps other things
 * @param listed whether the org's list of objects was read whole in this run, so that what it lacks may be called
 *     removed or hidden; false where it was answered with 304, for runs over named tables and for quick ones
 * @param defined whether definitions could be read, so that they confirm what is gone; without them a table's removal is
 *     presumed and nothing becomes hidden
 * @param forced whether removals are taken as they are even where they look like a lost permission
 * @param validity under what the describes' validators hold that this run has brought
 */
public record Reading(
        UUID connectionId,
        UUID runId,
        String apiVersion,
        String userId,
        String language,
        int readerVersion,
        boolean listed,
        boolean defined,
        boolean forced,
        Validity validity) {

    /**
     * Under what validators hold. Those of another reading are dropped.
     *
     * @param reading API version, user, language and reader version in one text
     * @param filter the connection's filter in one text
     * @param global the Last-Modified of the org's list of objects as it was sent; empty where the next run has to read
     *     the list anew; null keeps what is stored, unless reading or filter differ
     * @param annotatedAt since when all annotations are read; null keeps what is stored, unless definitions could not be
     *     read
     * @param editedAt up to when edits of custom ones were asked for; null keeps what is stored
     * @param pending names of tables that are still to be described or annotated, whatever Salesforce says of them
     */
    public record Validity(
            String reading,
            String filter,
            String global,
            Instant annotatedAt,
            Instant editedAt,
            Collection<String> pending) {}
}
