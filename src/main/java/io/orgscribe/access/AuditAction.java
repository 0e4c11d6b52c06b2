package io.orgscribe.access;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** What somebody has done, which the audit tells. */
public enum AuditAction {
    CONNECTION_CREATE("connection"),
    CONNECTION_UPDATE("connection"),
    CONNECTION_DELETE("connection"),
    CONNECTION_PAUSE("connection"),
    CONNECTION_RESUME("connection"),
    /** A person has consented, in Salesforce. */
    CONNECTION_AUTHORIZE("connection"),
    RUN_START("run"),
    RUN_CANCEL("run"),
    RUN_RESUME("run"),
    API_KEY_CREATE("api_key"),
    API_KEY_REVOKE("api_key"),
    /** A browser has logged in by a key. */
    SESSION_BEGIN("session"),
    SESSION_END("session");

    private final String target;

    AuditAction(String target) {
        this.target = target;
    }

    /** What it is done to, in snake case. */
    String target() {
        return target;
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
