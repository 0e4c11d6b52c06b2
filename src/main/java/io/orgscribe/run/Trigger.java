package io.orgscribe.run;

import java.util.Locale;

import jakarta.persistence.EnumeratedValue;

import com.fasterxml.jackson.annotation.JsonValue;

/** Who asked for a run. */
public enum Trigger {
    SCHEDULE,
    API,
    UI;

    @EnumeratedValue
    private final String code = name().toLowerCase(Locale.ROOT);

    /** The name that REST and the database use. */
    @JsonValue
    public String code() {
        return code;
    }
}
