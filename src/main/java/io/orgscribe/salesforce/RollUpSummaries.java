package io.orgscribe.salesforce;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What came of asking for roll-ups.
 *
 * @param found by the first 15 characters of the field's id; fields that are none are left out
 * @param absent those that are not found, by the same
 * @param failed why fields were given up, by the same
 */
public record RollUpSummaries(
        Map<String, RollUpSummary> found, Set<String> absent, Map<String, SalesforceException> failed) {

    /** Fields that one call asks for. */
    public static final int A_CALL = CompositeBody.MOST_PARTS;

    /** Of fields that were all given up for the same reason. */
    public static RollUpSummaries failed(List<String> ids, SalesforceException why) {
        return new RollUpSummaries(Map.of(), Set.of(), ids.stream().collect(Collectors.toMap(id -> id, id -> why)));
    }
}
