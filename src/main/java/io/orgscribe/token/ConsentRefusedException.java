package io.orgscribe.token;

import io.orgscribe.salesforce.SalesforceException;

/** No grant came of a consent. Whoever gave it is shown why. */
public final class ConsentRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String AGAIN = "Open the connection's /authorize address again.";

    private final int status;
    private final String failure;
    private final String remedy;

    /**
     * @param status of HTTP
     * @param failure a word in snake case
     * @param message one sentence
     * @param remedy what the reader can do
     */
    public ConsentRefusedException(int status, String failure, String message, String remedy) {
        super(message);
        this.status = status;
        this.failure = failure;
        this.remedy = remedy;
    }

    static ConsentRefusedException of(SalesforceException e) {
        return new ConsentRefusedException(502, e.failure().code(), e.getMessage(), e.remedy());
    }

    static ConsentRefusedException unknownState() {
        return new ConsentRefusedException(
                400,
                "unknown_state",
                "This consent was used already, has taken longer than ten minutes, or did not begin here.",
                AGAIN);
    }

    static ConsentRefusedException otherBrowser() {
        return new ConsentRefusedException(
                403, "other_browser", "This consent began in another browser, and can end only there.", AGAIN);
    }

    static ConsentRefusedException denied() {
        return new ConsentRefusedException(
                403,
                "consent_denied",
                "The access was denied in Salesforce. Nothing has changed.",
                AGAIN + " Choose Allow there.");
    }

    static ConsentRefusedException noRefreshToken() {
        return new ConsentRefusedException(
                502,
                "no_refresh_token",
                "Salesforce has given access, but no refresh token, without which the access would soon end.",
                "Add the scope Perform requests at any time (refresh_token, offline_access) to the app, and do not let"
                        + " its policy end refresh tokens immediately. " + AGAIN);
    }

    static ConsentRefusedException incomplete() {
        return new ConsentRefusedException(
                400, "incomplete_callback", "Salesforce has sent neither a code nor an error.", AGAIN);
    }

    int status() {
        return status;
    }

    /** A word in snake case, as those of runs. */
    String failure() {
        return failure;
    }

    String remedy() {
        return remedy;
    }
}
