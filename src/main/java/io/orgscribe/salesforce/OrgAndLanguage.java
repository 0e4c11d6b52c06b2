package io.orgscribe.salesforce;

import java.util.List;
import java.util.regex.Pattern;

import io.orgscribe.salesforce.CompositeReader.Part;

/**
 * The org, and what it says to the user: two answers to one call, each of which may be refused by itself.
 */
public final class OrgAndLanguage {

    private static final String LANGUAGE = "LanguageLocaleKey";
    private static final Pattern ORG_ID = Pattern.compile("00D[0-9A-Za-z]{12}([0-9A-Za-z]{3})?");

    private final List<Part<SubrequestBody>> parts;

    private OrgAndLanguage(List<Part<SubrequestBody>> parts) {
        this.parts = parts;
    }

    /**
     * @param parts of a query for the Organization and, if at all, of one for the User
     * @throws SalesforceException where a part tells what would meet the other one as well, or may go better again
     */
    static OrgAndLanguage of(List<Part<SubrequestBody>> parts) {
        parts.forEach(part -> part.refusal()
                .filter(why -> why.concernsOrg() || why.passes())
                .ifPresent(why -> {
                    throw why;
                }));
        return new OrgAndLanguage(parts);
    }

    /**
     * @throws SalesforceException {@link FailureCause#VIEW_SETUP_MISSING} where the user may not read it
     * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_organization.htm">
     *     Organization: needs View Setup and Configuration</a>
     */
    public Organization organization() {
        Row org = Definitions.allowed(true, () -> parts.get(0).read()).rows().stream()
                .filter(row -> ORG_ID.matcher(text(row, "Id")).matches())
                .findFirst()
                .orElseThrow(() -> JsonValues.unreadable("The query for the Organization brought none."));
        return new Organization(
                text(org, "Id"),
                text(org, "Name"),
                text(org, "OrganizationType"),
                org.flag("IsSandbox"),
                text(org, "InstanceName"),
                text(org, LANGUAGE));
    }

    /**
     * That labels and messages come in, such as {@code en_US}; "" where it was not asked for.
     *
     * @throws SalesforceException where the user may not read it, or it is not told
     */
    public String userLanguage() {
        if (parts.size() < 2) {
            return "";
        }
        return parts.get(1).read().rows().stream()
                .map(user -> text(user, LANGUAGE))
                .filter(language -> !language.isEmpty())
                .findFirst()
                .orElseThrow(() -> JsonValues.unreadable("The query for the User brought no language."));
    }

    private static String text(Row row, String column) {
        return row.text(column).orElse("");
    }
}
