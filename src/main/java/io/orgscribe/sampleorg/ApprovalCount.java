package io.orgscribe.sampleorg;

/**
 * What has become of users' approvals.
 *
 * @param given since the start
 * @param alive now
 * @param refreshes that were answered with tokens, whether or not the answer has arrived
 * @param reused refresh tokens that came once more after they were spent
 */
public record ApprovalCount(int given, int alive, int refreshes, int reused) {}
