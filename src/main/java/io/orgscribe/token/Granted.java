package io.orgscribe.token;

import java.time.Instant;

import io.orgscribe.salesforce.Session;

/**
 * What a token reply brought.
 *
 * @param orgId as in the reply's identity URL, or null
 * @param issuedAt on Salesforce's clock, or null
 */
record Granted(Session session, String orgId, Instant issuedAt) {}
