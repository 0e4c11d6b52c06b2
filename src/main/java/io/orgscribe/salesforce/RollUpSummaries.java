package io.orgscribe.salesforce;

import java.util.Map;

/**
 * What came of asking for roll-ups.
 *
 * @param found by the first 15 characters of the field's id; fields that are none, or are not there, are left out
 * @param failed why fields were given up, by the same
 */
public record RollUpSummaries(Map<String, RollUpSummary> found, Map<String, SalesforceException> failed) {

    /** Fields that one call asks for. */
    public static final int A_CALL = CompositeBody.MOST_PARTS;
}
