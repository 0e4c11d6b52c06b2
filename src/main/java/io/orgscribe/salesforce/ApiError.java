package io.orgscribe.salesforce;

/**
 * One entry of an error reply.
 *
 * @param code the stable word, or ""
 * @param message for a person, in the user's language, or ""
 */
record ApiError(String code, String message) {}
