package io.orgscribe.token;

import io.orgscribe.vault.Vault;

/** Tokens of other keysets than the service's. */
public final class TestTokens {

    private TestTokens() {}

    /** Good for {@link Tokens#reencrypt} only, in a transaction of the caller. */
    public static Tokens reencrypting(Vault vault) {
        return new Tokens(null, new GrantStore(vault, null), null, null, null);
    }
}
