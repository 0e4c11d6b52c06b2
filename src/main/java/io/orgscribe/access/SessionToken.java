package io.orgscribe.access;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

import io.orgscribe.vault.RandomSecret;

/**
 * What a browser shows to go on with its session: 32 random bytes as base64url.
 *
 * @param text a secret
 */
record SessionToken(String text) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    static SessionToken random() {
        return new SessionToken(RandomSecret.next());
    }

    /** Empty where it has not the form of one. */
    static Optional<SessionToken> of(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new SessionToken(text)) : Optional.empty();
    }

    byte[] hash() {
        return RandomSecret.hash(text);
    }

    /** The hash as hexadecimal digits. */
    String fingerprint() {
        return HexFormat.of().formatHex(hash());
    }

    @Override
    public String toString() {
        return "a session";
    }
}
