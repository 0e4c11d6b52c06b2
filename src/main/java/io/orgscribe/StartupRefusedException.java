package io.orgscribe;

/** The service cannot start as it is set up. The message is for the operator: what is wrong and what to do about it. */
final class StartupRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartupRefusedException(String message) {
        super(message);
    }

    StartupRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
