package io.orgscribe.connection;

import java.util.Locale;

import jakarta.persistence.EnumeratedValue;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a connection may do now. */
public enum ConnectionStatus {
    /** Can be extracted. */
    READY,
    /** Is not extracted by its schedule until somebody resumes it. */
    PAUSED,
    /** Its grant is dead: somebody has to authorize it again. */
    NEEDS_AUTHORIZATION,
    /** Deleted but for its catalog: without credentials and schedule. Credentials for the same org revive it. */
    DISCONNECTED,
    /** Is being deleted in the background; takes no changes. */
    DELETING;

    @EnumeratedValue
    private final String code = name().toLowerCase(Locale.ROOT);

    /** The name that REST and the database use. */
    @JsonValue
    public String code() {
        return code;
    }
}
