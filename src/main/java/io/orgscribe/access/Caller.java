package io.orgscribe.access;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

/**
 * Who is asking.
 *
 * @param name of the key; {@code open} where everybody may do everything
 * @param role what they may do
 * @param via how they are known
 * @param id of the stored key, or the subject of an OIDC server; else empty
 */
public record Caller(
        String name, Role role, Via via, @JsonIgnore String id) {

    /** Everybody, where the door is open. */
    static final Caller OPEN = new Caller("open", Role.ADMIN, Via.OPEN, "");

    /** The key of the configuration. */
    static final Caller CONFIGURED = new Caller("configuration", Role.ADMIN, Via.CONFIGURATION, "");

    private static final String ATTRIBUTE = "orgscribe.caller";

    /** How somebody is known. */
    public enum Via {
        /** Not at all: the service is open. */
        OPEN,
        API_KEY,
        /** By the key that the configuration names. */
        CONFIGURATION,
        /** A browser, by the session that a key has begun. */
        SESSION,
        /** By the OIDC server, as a bearer or in a browser. */
        OIDC;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean isStoredKey() {
        return !id.isEmpty() && (via == Via.API_KEY || via == Via.SESSION);
    }

    /** Whom Quarkus takes them for. */
    SecurityIdentity identity() {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(name))
                .addRoles(role.held())
                .addAttribute(ATTRIBUTE, this)
                .build();
    }

    /** Of a request that was let in. */
    public static Caller of(SecurityIdentity identity) {
        Caller caller = identity.getAttribute(ATTRIBUTE);
        if (caller == null) {
            throw new IllegalStateException("A request got in without a caller");
        }
        return caller;
    }
}
