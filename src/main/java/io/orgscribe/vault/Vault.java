package io.orgscribe.vault;

import java.util.UUID;

/**
 * Encrypts secrets at rest: JWE compact (RFC 7516), {@code dir} with {@code A256GCM}; the newest key of the keyset
 * encrypts, {@code kid} finds the others. Connection and field are in the protected header and are checked on the way
 * back, so that a value cannot be moved to another row.
 */
public interface Vault {

    String encrypt(UUID connectionId, String field, String secret);

    /** @throws VaultException where no key of the keyset reads it, or it belongs elsewhere */
    String decrypt(UUID connectionId, String field, String jwe);
}
