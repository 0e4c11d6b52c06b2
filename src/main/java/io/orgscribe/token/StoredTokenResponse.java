package io.orgscribe.token;

/**
 * A grant's tokens after they were stored.
 *
 * @param generation of the token row
 */
record StoredTokenResponse(TokenResponse response, long generation) {

    /**
     * @param before what the row held when it was claimed
     * @param taken whether the row has taken the tokens; else the claim was lost, and they serve their asker only
     */
    static StoredTokenResponse of(TokenResponse response, SessionSnapshot before, boolean taken) {
        return new StoredTokenResponse(response, before.generation() + (taken ? 1 : 0));
    }
}
