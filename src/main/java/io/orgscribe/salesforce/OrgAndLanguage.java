package io.orgscribe.salesforce;

/**
 * The org, and what it says to the user.
 *
 * @param userLanguage that labels and messages come in, such as {@code en_US}; "" where the user may not read it
 */
public record OrgAndLanguage(Organization organization, String userLanguage) {}
