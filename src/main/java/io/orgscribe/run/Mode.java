package io.orgscribe.run;

import java.util.Locale;

import jakarta.persistence.EnumeratedValue;

import com.fasterxml.jackson.annotation.JsonValue;

/** How much a run reads anew. */
public enum Mode {
    /** Everything; removals are taken as they are. */
    FULL,
    /** What may have changed. */
    INCREMENTAL,
    /** Only what is known to have changed; removes nothing. */
    QUICK;

    @EnumeratedValue
    private final String code = name().toLowerCase(Locale.ROOT);

    /** The name that REST and the database use. */
    @JsonValue
    public String code() {
        return code;
    }

    @Override
    public String toString() {
        return code;
    }
}
