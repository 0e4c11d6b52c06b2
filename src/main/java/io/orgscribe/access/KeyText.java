package io.orgscribe.access;

import java.util.Optional;
import java.util.regex.Pattern;

import io.orgscribe.vault.RandomSecret;

/**
 * An API key in clear: {@code osk_} and 32 random bytes as base64url. It is shown once, to whom it was made for.
 *
 * @param text a secret
 */
record KeyText(String text) {

    private static final String BEGIN = "osk_";
    private static final int PREFIX = BEGIN.length() + 8;
    private static final Pattern FORM = Pattern.compile(BEGIN + "[A-Za-z0-9_-]{43}");

    /** A key, or what looks like one, within another text; an underline may be percent-encoded. */
    private static final Pattern WITHIN = Pattern.compile("(?<![A-Za-z0-9])osk(_|%5[Ff])[A-Za-z0-9_%-]{43}");

    static KeyText random() {
        return new KeyText(BEGIN + RandomSecret.next());
    }

    /** Empty where it has not the form of a key. */
    static Optional<KeyText> of(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new KeyText(text)) : Optional.empty();
    }

    /** Whether it begins as keys do. */
    static boolean isMeant(String text) {
        return text.startsWith(BEGIN);
    }

    static boolean isWithin(String text) {
        return text != null && WITHIN.matcher(text).find();
    }

    /** What may be shown of it: no help to whom wants to guess the rest. */
    String prefix() {
        return text.substring(0, PREFIX);
    }

    /** SHA-256 of the whole. */
    byte[] hash() {
        return RandomSecret.hash(text);
    }

    @Override
    public String toString() {
        return prefix() + "…";
    }
}
