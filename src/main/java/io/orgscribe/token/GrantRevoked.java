package io.orgscribe.token;

import java.util.UUID;

import io.orgscribe.salesforce.FailureCause;

/**
 * Salesforce does not take a connection's grant any more: somebody has to authorize it again. Fired in the transaction
 * that drops the grant.
 *
 * @param cause as runs fail with
 * @param reason one sentence for a person
 */
public record GrantRevoked(UUID connectionId, FailureCause cause, String reason) {}
