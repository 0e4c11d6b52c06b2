package io.orgscribe.run;

import java.util.Locale;

import jakarta.persistence.EnumeratedValue;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where a run is. The first three are active: a connection has one active run at most. */
public enum RunStatus {
    QUEUED,
    RUNNING,
    /** Stopped at its budget with what it has staged; goes on at the next tick or on resume. */
    PAUSED,
    SUCCEEDED,
    /** Reconciled, but some tables could not be read. */
    PARTIAL,
    FAILED,
    CANCELLED;

    @EnumeratedValue
    private final String code = name().toLowerCase(Locale.ROOT);

    /** The name that REST and the database use. */
    @JsonValue
    public String code() {
        return code;
    }

    /** Whether it has come to its end. */
    public boolean ended() {
        return this != QUEUED && this != RUNNING && this != PAUSED;
    }
}
