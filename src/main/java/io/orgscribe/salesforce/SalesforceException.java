package io.orgscribe.salesforce;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A failure on the way to, at, or on the way back from Salesforce. Its message never holds a secret. */
public final class SalesforceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Set<FailureCause> OF_HOST = Set.of(
            FailureCause.UNREACHABLE,
            FailureCause.TLS_FAILURE,
            FailureCause.HOST_NOT_ALLOWED,
            FailureCause.HOST_UNKNOWN);

    private final FailureCause failure;
    private final int status;
    private final Details details;

    /**
     * What is known beyond cause, status and message.
     *
     * @param retryAfter null where the reply names no time
     * @param remedy null for the cause's own
     */
    private record Details(Duration retryAfter, boolean heldBack, boolean page, boolean hostInDoubt, String remedy)
            implements Serializable {

        static final Details NONE = new Details(null, false, false, false, null);
    }

    /**
     * @param status the HTTP status of the reply or of the part, 0 where there was none
     * @param message what was seen, in one sentence, for a person; never a secret or a raw body
     */
    public SalesforceException(FailureCause failure, int status, String message) {
        this(failure, status, message, null);
    }

    public SalesforceException(FailureCause failure, int status, String message, Throwable cause) {
        this(failure, status, message, cause, Details.NONE);
    }

    private SalesforceException(FailureCause failure, int status, String message, Throwable cause, Details details) {
        super(message, cause);
        this.failure = failure;
        this.status = status;
        this.details = details;
    }

    private SalesforceException with(Details other) {
        return new SalesforceException(failure, status, getMessage(), getCause(), other);
    }

    /** The same with the wait that the reply asks for. */
    SalesforceException retryAfter(Duration wait) {
        return with(new Details(wait, details.heldBack, details.page, details.hostInDoubt, details.remedy));
    }

    /** The same of a host that answers with pages for people wherever JSON is due. */
    SalesforceException ofPages() {
        return with(new Details(details.retryAfter, details.heldBack, true, details.hostInDoubt, details.remedy));
    }

    /** The same of a host that answers, and perhaps not for the org any more. */
    SalesforceException ofHostInDoubt() {
        return with(new Details(details.retryAfter, details.heldBack, details.page, true, details.remedy));
    }

    /** The same with what a person can do about it here, where that is not what the cause says. */
    public SalesforceException withRemedy(String remedy) {
        return with(new Details(details.retryAfter, details.heldBack, details.page, details.hostInDoubt, remedy));
    }

    /**
     * For a call that is not made any more, because others have failed for the same cause.
     *
     * @param wait how long none is made; the org may have named a longer time
     */
    SalesforceException heldBack(String why, Duration wait) {
        Duration longest =
                retryAfter().filter(named -> named.compareTo(wait) > 0).orElse(wait);
        return new SalesforceException(
                failure,
                status,
                why + " The last one: " + getMessage(),
                this,
                new Details(longest, true, details.page, details.hostInDoubt, details.remedy));
    }

    public FailureCause failure() {
        return failure;
    }

    /** What a person can do about it, with the Setup menu path where there is one. */
    public String remedy() {
        return details.remedy == null ? failure.remedy() : details.remedy;
    }

    /** The HTTP status of the reply or of the composite's part, 0 where there was none. */
    public int status() {
        return status;
    }

    /** How long the org, or the circuit that protects it, asks to be left alone. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(details.retryAfter);
    }

    /** Whether the call was not made, or not made again, because too many have failed. */
    boolean isHeldBack() {
        return details.heldBack;
    }

    /**
     * Whether the host answers with pages for people wherever JSON is due: a maintenance page, where it has been an org
     * before, else more likely not Salesforce at all.
     */
    public boolean isPage() {
        return details.page;
    }

    /**
     * Whether the host may not serve the org any more: it is gone, may not be called, is another's by its certificate,
     * leads elsewhere or does not know the org. Salesforce moves orgs from one instance to another.
     */
    boolean mayHaveMoved() {
        return details.hostInDoubt || OF_HOST.contains(failure);
    }

    /** Whether it may pass by itself within minutes or hours. */
    public boolean passes() {
        return switch (Failures.reaction(failure)) {
            case WAIT, RETRY -> true;
            case STOP, RENEW, ONCE_MORE, NARROW, GIVE_UP -> false;
        };
    }

    /** Whether Salesforce does not want to answer this, so that it will say the same the next time. */
    public boolean refuses() {
        return !passes() && status >= 200 && status < 500;
    }

    /**
     * Whether it would meet other calls as well; otherwise it is about this one, or is still there after a few tries, or
     * may be either: then the other calls tell.
     */
    public boolean concernsOrg() {
        return details.heldBack
                || switch (Failures.reaction(failure)) {
                    case STOP -> !Failures.mayBeOfOneResource(failure);
                    case RENEW, WAIT -> true;
                    case RETRY, ONCE_MORE, NARROW, GIVE_UP -> false;
                };
    }
}
