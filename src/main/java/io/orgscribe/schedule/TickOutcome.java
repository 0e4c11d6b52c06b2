package io.orgscribe.schedule;

import java.util.Locale;

import jakarta.persistence.EnumeratedValue;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a tick has led to. */
public enum TickOutcome {
    QUEUED,
    /** A paused run goes on. */
    RESUMED,
    /** A run was queued or running already. */
    SKIPPED;

    @EnumeratedValue
    private final String code = name().toLowerCase(Locale.ROOT);

    /** The name that REST and the database use. */
    @JsonValue
    public String code() {
        return code;
    }
}
