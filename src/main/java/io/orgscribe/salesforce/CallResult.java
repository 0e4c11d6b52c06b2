package io.orgscribe.salesforce;

import java.util.List;
import java.util.Map;

/**
 * What came of one call of a {@link CallScheduler}.
 *
 * @param open the units that are still to be asked for, none of which is in {@code refused}
 * @param refused units whose part was refused
 * @param next units that are to be asked for because of what was read, such as the next page
 * @param failure why the call broke off; null where its reply was read to its end
 */
record CallResult<U>(
        CallBatch<U> batch,
        Session session,
        List<U> open,
        Map<U, SalesforceException> refused,
        List<U> next,
        SalesforceException failure) {}
