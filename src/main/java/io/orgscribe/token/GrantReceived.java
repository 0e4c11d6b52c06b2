package io.orgscribe.token;

import java.util.UUID;

import io.orgscribe.access.Actor;
import io.orgscribe.token.Credentials.AuthorizationCode;

/**
 * Somebody has authorized a connection. Fired in the transaction that stores the grant, and before it is; an exception
 * of an observer refuses it.
 *
 * @param app that it is of
 * @param orgId of the org whose user has consented; null where the reply did not tell
 */
public record GrantReceived(UUID connectionId, AuthorizationCode app, String orgId, Actor by) {}
