package io.orgscribe.token;

/** A private key cannot be used. The message says what is wrong with it. */
public final class UnreadableKeyException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    UnreadableKeyException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    /** What a person can do about it. */
    public String remedy() {
        return remedy;
    }
}
