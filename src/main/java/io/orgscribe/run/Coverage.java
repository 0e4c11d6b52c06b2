package io.orgscribe.run;

import java.util.Locale;

import jakarta.persistence.EnumeratedValue;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a run can say something about. */
public enum Coverage {
    /** Every table that the org lists and the filter lets in. */
    COMPLETE,
    /** New tables, and those that the org says were edited: what changed otherwise is seen by a later run. */
    QUICK,
    /** The tables that were named; nothing else is touched. */
    TABLES;

    @EnumeratedValue
    private final String code = name().toLowerCase(Locale.ROOT);

    /** The name that REST and the database use. */
    @JsonValue
    public String code() {
        return code;
    }
}
