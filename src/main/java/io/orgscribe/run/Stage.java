package io.orgscribe.run;

import java.util.Locale;

import jakarta.persistence.EnumeratedValue;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a running run does. */
public enum Stage {
    AUTHORIZE,
    DISCOVER,
    DESCRIBE,
    ANNOTATE,
    RECONCILE,
    FINISH;

    @EnumeratedValue
    private final String code = name().toLowerCase(Locale.ROOT);

    /** The name that REST and the database use. */
    @JsonValue
    public String code() {
        return code;
    }
}
