package io.orgscribe.samplemodel;

/** What an app's policy does with refresh tokens. */
public enum RefreshTokens {
    /** There are none: they end immediately. */
    NONE,
    /** They stay good until they are revoked. */
    STAY,
    /** Each use brings a new one. One that is used twice ends all tokens of its approval. */
    ROTATE
}
