package io.orgscribe.salesforce;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonParser;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Who describes which org.
 *
 * @param userId of 15 or 18 characters; "" where it is not known
 * @param orgId likewise
 */
public record UserIdentity(String userId, String orgId) {

    private static final String ID = "[0-9A-Za-z]{15}|[0-9A-Za-z]{18}";
    private static final Pattern URL =
            Pattern.compile("(?:.*?/)??(?:(?<org>00D[0-9A-Za-z]{12,15})/)?(?<user>" + ID + ")");

    /** Of a session, as far as its token reply told. */
    public static UserIdentity of(Session session) {
        return new UserIdentity(session.userId(), session.orgId());
    }

    /** @return whether the user is known */
    public boolean isKnown() {
        return !userId.isEmpty();
    }

    /** The resources of an API version: their identity is {@code https://login.salesforce.com/id/ORG/USER}. */
    static UserIdentity read(JsonParser parser) throws IOException {
        return JsonRecords.read(parser, Resources.class)
                .map(resources -> URL.matcher(resources.identity))
                .filter(Matcher::matches)
                .map(url -> new UserIdentity(url.group("user"), url.group("org") == null ? "" : url.group("org")))
                .orElseThrow(() -> JsonValues.unreadable("The reply names no user."));
    }

    @RegisterForReflection
    record Resources(String identity) {}
}
