package io.orgscribe.salesforce;

import java.util.Optional;

/** Where calls get their session from, and a new one when Salesforce has ended the old. Thread-safe. */
public interface Sessions {

    /**
     * A session that is believed to be alive.
     *
     * @throws SalesforceException where none can be had
     */
    Session current();

    /**
     * A session other than the one that Salesforce has just refused with {@code INVALID_SESSION_ID}.
     *
     * @throws SalesforceException where none can be had
     */
    Session renewed(Session refused);

    /**
     * A session in place of one whose host does not seem to serve the org any more. A new one is asked for once, to see
     * where it leads.
     *
     * @return empty where it leads to the same host, or cannot be had at the moment
     * @throws SalesforceException where none can be had
     */
    Optional<Session> relocated(Session stale);
}
