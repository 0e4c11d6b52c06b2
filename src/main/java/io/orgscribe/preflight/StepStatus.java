package io.orgscribe.preflight;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a step of the check has gone; the later, the worse. */
public enum StepStatus {
    /** Could not be looked at, or need not. */
    SKIPPED,
    OK,
    /** Works, but not for ever or not fully. */
    WARNING,
    /** Runs would fail. */
    FAILED;

    /** The name that REST uses. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
