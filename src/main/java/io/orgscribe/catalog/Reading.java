package io.orgscribe.catalog;

import java.util.UUID;

/**
 * What a run has staged, and how it was read.
 *
 * @param userId the describing user: another one sees another catalog
 * @param readerVersion of our own reader: another one keeps other things
 * @param whole whether the org's list of objects was read whole, so that what it lacks may be called removed; false
 *     for a run over named tables, which touches nothing else
 * @param forced whether removals are taken as they are even where they look like a lost permission
 */
public record Reading(
        UUID connectionId,
        UUID runId,
        String apiVersion,
        String userId,
        int readerVersion,
        boolean whole,
        boolean forced) {}
