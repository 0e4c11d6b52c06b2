package io.orgscribe.salesforce;

/** A failure on the way to, at, or on the way back from Salesforce. Its message never holds a secret. */
public final class SalesforceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureCause failure;
    private final int status;

    /**
     * @param status the HTTP status of the reply or of the part, 0 where there was none
     * @param message what was seen, in one sentence, for a person; never a secret or a raw body
     */
    public SalesforceException(FailureCause failure, int status, String message) {
        super(message);
        this.failure = failure;
        this.status = status;
    }

    public SalesforceException(FailureCause failure, int status, String message, Throwable cause) {
        super(message, cause);
        this.failure = failure;
        this.status = status;
    }

    public FailureCause failure() {
        return failure;
    }

    /** The HTTP status of the reply or of the composite's part, 0 where there was none. */
    public int status() {
        return status;
    }

    /** Whether it would meet other calls as well; otherwise it is about this one, or is still there after a few tries. */
    public boolean concernsOrg() {
        return switch (Failures.remedy(failure)) {
            case STOP, RENEW, WAIT -> true;
            case RETRY, NARROW, GIVE_UP -> false;
        };
    }
}
