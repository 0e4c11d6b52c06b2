package io.orgscribe.token;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.orgscribe.salesforce.Backoff;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;

/**
 * Makes a login again, after a random wait, where Salesforce says that it could not answer it just then. Nothing is spent
 * by such an answer.
 */
record LoginRetries(TokenConfig config) {

    private static final int MOST = 5;

    /** @throws SalesforceException what the login throws, {@link FailureCause#LOGIN_BUSY} in the end */
    <T> T ask(Supplier<T> login) {
        Backoff backoff = new Backoff(config.pollInterval());
        long end = System.nanoTime() + config.timeout().toNanos();
        for (int tries = 1; ; tries++) {
            try {
                return login.get();
            } catch (SalesforceException e) {
                if (e.failure() != FailureCause.LOGIN_BUSY || tries == MOST || System.nanoTime() > end) {
                    throw e;
                }
            }
            try {
                TimeUnit.NANOSECONDS.sleep(backoff.after(tries).toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SalesforceException(FailureCause.TIMEOUT, 0, "Waiting for a token was interrupted.", e);
            }
        }
    }
}
