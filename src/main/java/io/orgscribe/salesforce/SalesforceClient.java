package io.orgscribe.salesforce;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/**
 * The calls that Orgscribe makes, none of which writes to an org. All block, may be used by many threads, repeat a
 * call refused with {@code INVALID_SESSION_ID} once with a renewed session, and throw {@link SalesforceException}.
 */
public interface SalesforceClient {

    /** The API versions that the host offers, such as {@code 68.0}, ascending. A free call. */
    List<String> versions(URI instanceUrl, Meter meter);

    Organization organization(Sessions sessions, String version, Meter meter);

    /** The id of the user whose view is described, 18 characters (identity key of {@code /services/data/vNN.0/}). */
    String userId(Sessions sessions, String version, Meter meter);

    /** The org's daily API calls. */
    DailyCalls dailyCalls(Sessions sessions, String version, Meter meter);

    /**
     * All sObjects of the org, handed on as they are read.
     *
     * @throws SalesforceException also when the list was not read whole: what was handed on until then proves nothing
     */
    void describeGlobal(Sessions sessions, String version, Consumer<SObjectSummary> each, Meter meter);

    /**
     * Describes the named sObjects, 25 a call and a few calls at once. Returns when each name has been described, has
     * failed, or the sink has stopped it. Throws what concerns the org as a whole (session, limits, host), not one
     * sObject.
     */
    void describe(Sessions sessions, String version, List<String> names, DescribeSink sink, Meter meter);

    /**
     * @param max calls allowed in 24 hours
     * @param remaining calls left
     */
    record DailyCalls(long max, long remaining) {}
}
