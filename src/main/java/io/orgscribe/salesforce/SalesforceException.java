package io.orgscribe.salesforce;

import java.time.Duration;
import java.util.Optional;

/** A failure on the way to, at, or on the way back from Salesforce. Its message never holds a secret. */
public final class SalesforceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureCause failure;
    private final int status;
    private final Duration retryAfter;
    private final boolean heldBack;
    private final boolean page;

    /**
     * @param status the HTTP status of the reply or of the part, 0 where there was none
     * @param message what was seen, in one sentence, for a person; never a secret or a raw body
     */
    public SalesforceException(FailureCause failure, int status, String message) {
        this(failure, status, message, null);
    }

    public SalesforceException(FailureCause failure, int status, String message, Throwable cause) {
        this(failure, status, message, cause, null, false, false);
    }

    private SalesforceException(
            FailureCause failure,
            int status,
            String message,
            Throwable cause,
            Duration retryAfter,
            boolean heldBack,
            boolean page) {
        super(message, cause);
        this.failure = failure;
        this.status = status;
        this.retryAfter = retryAfter;
        this.heldBack = heldBack;
        this.page = page;
    }

    /** The same with the wait that the reply asks for. */
    SalesforceException retryAfter(Duration wait) {
        return new SalesforceException(failure, status, getMessage(), getCause(), wait, heldBack, page);
    }

    /** The same of a host that answers with pages for people wherever JSON is due. */
    SalesforceException ofPages() {
        return new SalesforceException(failure, status, getMessage(), getCause(), retryAfter, heldBack, true);
    }

    /**
     * For a call that is not made any more, because others have failed for the same cause.
     *
     * @param wait how long none is made; the org may have named a longer time
     */
    SalesforceException heldBack(String why, Duration wait) {
        Duration longest = retryAfter != null && retryAfter.compareTo(wait) > 0 ? retryAfter : wait;
        return new SalesforceException(
                failure, status, why + " The last one: " + getMessage(), this, longest, true, page);
    }

    public FailureCause failure() {
        return failure;
    }

    /** The HTTP status of the reply or of the composite's part, 0 where there was none. */
    public int status() {
        return status;
    }

    /** How long the org, or the circuit that protects it, asks to be left alone. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether the call was not made, or not made again, because too many have failed. */
    boolean isHeldBack() {
        return heldBack;
    }

    /**
     * Whether the host answers with pages for people wherever JSON is due: a maintenance page, where it has been an org
     * before, else more likely not Salesforce at all.
     */
    public boolean isPage() {
        return page;
    }

    /** Whether it may pass by itself within minutes or hours. */
    public boolean passes() {
        return switch (Failures.reaction(failure)) {
            case WAIT, RETRY -> true;
            case STOP, RENEW, ONCE_MORE, NARROW, GIVE_UP -> false;
        };
    }

    /**
     * Whether it would meet other calls as well; otherwise it is about this one, or is still there after a few tries.
     */
    public boolean concernsOrg() {
        return heldBack
                || switch (Failures.reaction(failure)) {
                    case STOP, RENEW, WAIT -> true;
                    case RETRY, ONCE_MORE, NARROW, GIVE_UP -> false;
                };
    }
}
