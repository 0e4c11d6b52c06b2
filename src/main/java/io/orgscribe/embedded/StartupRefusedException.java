package io.orgscribe.embedded;

/** The service cannot start as it is set up. The message is for the operator: what is wrong and what to do about it. */
public final class StartupRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartupRefusedException(String message) {
        super(message);
    }

    public StartupRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
