package io.orgscribe.salesforce;

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
}
