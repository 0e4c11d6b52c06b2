package io.orgscribe.token;

import java.time.Duration;
import java.time.Instant;

import io.orgscribe.salesforce.Session;

/**
 * What a token reply brought.
 *
 * @param orgId as in the reply's identity URL, or null
 * @param issuedAt on Salesforce's clock, or null
 * @param scopes as in the reply, or null
 * @param refreshToken a secret, the next one to send; null where the last one stays good, or the method has none
 * @param lifetime of the access token where it tells that itself, or null
 */
record TokenResponse(
        Session session, String orgId, Instant issuedAt, String scopes, String refreshToken, Duration lifetime) {

    @Override
    public String toString() {
        return "TokenResponse[" + session + "]";
    }
}
