package io.orgscribe.vault;

/** A secret that cannot be read back. Its message names the reason and the remedy, never the secret. */
public final class VaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public VaultException(String message, Throwable cause) {
        super(message, cause);
    }
}
