package io.orgscribe.salesforce;

import java.util.List;

import io.orgscribe.salesforce.CompositeReader.Part;

/**
 * The org, and what it says to the user.
 *
 * @param userLanguage that labels and messages come in, such as {@code en_US}; "" where the user may not read it
 */
public record OrgAndLanguage(Organization organization, String userLanguage) {

    private static final String LANGUAGE = "LanguageLocaleKey";

    /** @param parts of a query for the Organization and, if at all, of one for the User */
    static OrgAndLanguage of(List<Part<SubrequestBody>> parts) {
        List<Row> orgs = parts.get(0).read().rows();
        if (orgs.size() != 1) {
            throw JsonValues.unreadable("The query for the Organization brought " + orgs.size() + " records.");
        }
        Row org = orgs.get(0);
        Organization organization = new Organization(
                text(org, "Id"),
                text(org, "Name"),
                text(org, "OrganizationType"),
                org.flag("IsSandbox"),
                text(org, "InstanceName"),
                text(org, LANGUAGE));
        return new OrgAndLanguage(organization, parts.size() < 2 ? "" : userLanguage(parts.get(1)));
    }

    /** "" where the user may not read it; what may pass is no answer. */
    private static String userLanguage(Part<SubrequestBody> part) {
        try {
            return part.read().rows().stream()
                    .findFirst()
                    .map(user -> text(user, LANGUAGE))
                    .orElse("");
        } catch (SalesforceException e) {
            if (Failures.reaction(e.failure()) != Failures.Reaction.GIVE_UP) {
                throw e;
            }
            return "";
        }
    }

    private static String text(Row row, String column) {
        return row.text(column).orElse("");
    }
}
