package io.orgscribe.salesforce;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The resources of an API version, as far as they name the user: {@code https://login.salesforce.com/id/ORG/USER}. */
@RegisterForReflection
record UserIdentity(String identity) {

    private static final String ID = "[0-9A-Za-z]{15}|[0-9A-Za-z]{18}";

    static String readUserId(JsonParser parser) throws IOException {
        return JsonRecords.read(parser, UserIdentity.class)
                .map(user -> user.identity.substring(user.identity.lastIndexOf('/') + 1))
                .filter(id -> id.matches(ID))
                .orElseThrow(() -> JsonValues.unreadable("The reply names no user."));
    }
}
