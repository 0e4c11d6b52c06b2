package io.orgscribe.token;

/**
 * A grant's tokens after they were stored.
 *
 * @param generation of the token row
 */
record Stored(Granted granted, long generation) {

    /**
     * @param before what the row held when it was claimed
     * @param taken whether the row has taken the tokens; else the claim was lost, and they serve their asker only
     */
    static Stored of(Granted granted, Held before, boolean taken) {
        return new Stored(granted, before.generation() + (taken ? 1 : 0));
    }
}
