package io.orgscribe.access;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Who has done something.
 *
 * @param name of the key or the person; {@code open} where everybody may do everything, {@code command} on the server
 * @param via how they were known, as {@link Caller.Via}, or {@code command}
 * @param id of the stored key, or the subject of the OIDC server; else empty
 */
@RegisterForReflection
public record Actor(String name, String via, String id) {

    /** Who works on the server itself. */
    static final Actor COMMAND = new Actor("command", "command", "");

    static Actor of(Caller caller) {
        return new Actor(caller.name(), caller.via().toString(), caller.id());
    }
}
