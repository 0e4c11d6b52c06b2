package io.orgscribe.vault;

/** What became of a secret that was to be brought to the newest key. */
public enum Reencryption {
    NOTHING_STORED,
    NEWEST_ALREADY,
    RENEWED,
    /** No key of the keyset opens it. */
    UNREADABLE
}
