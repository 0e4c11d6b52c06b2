package io.orgscribe.demo;

/** A step of the demo did not come to its end; the message says why and what can be done. */
final class DemoFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoFailedException(String message) {
        super(message);
    }
}
