package io.orgscribe.salesforce;

/**
 * The org itself.
 *
 * @param id 18 characters
 * @param edition Salesforce's OrganizationType, such as {@code Developer Edition}
 * @param instance such as {@code NA224}
 * @param language the org's default language, such as {@code en_US}
 */
public record Organization(String id, String name, String edition, boolean sandbox, String instance, String language) {}
