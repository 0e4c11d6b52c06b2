package io.orgscribe.connection;

import java.util.Set;

import jakarta.persistence.EnumeratedValue;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a connection gets its access tokens, and which members of {@code auth} that takes. */
public enum AuthMethod {
    /** Salesforce ends it on 2027-02-20. */
    PASSWORD("password", true, Set.of("clientId", "username", "clientSecret", "password"), Set.of("securityToken")),
    AUTHORIZATION_CODE("authorization_code", false, Set.of("clientId"), Set.of("clientSecret")),
    CLIENT_CREDENTIALS("client_credentials", true, Set.of("clientId", "clientSecret"), Set.of()),
    JWT_BEARER(
            "jwt_bearer",
            true,
            Set.of("clientId", "username", "privateKey"),
            Set.of("audience", "privateKeyPassphrase"));

    @EnumeratedValue
    private final String code;

    private final boolean available;
    private final Set<String> required;
    private final Set<String> optional;

    AuthMethod(String code, boolean available, Set<String> required, Set<String> optional) {
        this.code = code;
        this.available = available;
        this.required = required;
        this.optional = optional;
    }

    /** The name that REST and the database use. */
    @JsonValue
    public String code() {
        return code;
    }

    boolean available() {
        return available;
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
