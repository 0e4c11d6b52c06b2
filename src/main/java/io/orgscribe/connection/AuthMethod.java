package io.orgscribe.connection;

import java.util.Locale;
import java.util.Set;

import jakarta.persistence.EnumeratedValue;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a connection gets its access tokens, and which members of {@code auth} that takes. */
public enum AuthMethod {
    /** Salesforce ends it on 2027-02-20. */
    PASSWORD(Set.of("clientId", "username", "clientSecret", "password"), Set.of("securityToken")),
    /** Not ready before a person has consented. */
    AUTHORIZATION_CODE(Set.of("clientId"), Set.of("clientSecret", "refreshIdleDays", "refreshValidDays")),
    CLIENT_CREDENTIALS(Set.of("clientId", "clientSecret"), Set.of()),
    JWT_BEARER(Set.of("clientId", "username", "privateKey"), Set.of("audience", "privateKeyPassphrase"));

    @EnumeratedValue
    private final String code = name().toLowerCase(Locale.ROOT);

    private final Set<String> required;
    private final Set<String> optional;

    AuthMethod(Set<String> required, Set<String> optional) {
        this.required = required;
        this.optional = optional;
    }

    /** The name that REST and the database use. */
    @JsonValue
    public String code() {
        return code;
    }

    boolean requires(String member) {
        return required.contains(member);
    }

    boolean takes(String member) {
        return required.contains(member) || optional.contains(member);
    }

    @Override
    public String toString() {
        return code;
    }
}
