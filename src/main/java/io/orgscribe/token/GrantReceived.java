package io.orgscribe.token;

import java.util.UUID;

/**
 * Somebody has authorized a connection. Fired in the transaction that stores the grant, and before it is; an exception
 * of an observer refuses it.
 *
 * @param orgId of the org whose user has consented; null where the reply did not tell
 */
public record GrantReceived(UUID connectionId, String orgId) {}
