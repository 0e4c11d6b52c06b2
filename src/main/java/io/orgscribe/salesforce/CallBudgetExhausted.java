package io.orgscribe.salesforce;

/** The {@link Meter} allows no further counted call. What was read until then was handed on. */
public final class CallBudgetExhausted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CallBudgetExhausted() {
        super("No further call is allowed.");
    }
}
