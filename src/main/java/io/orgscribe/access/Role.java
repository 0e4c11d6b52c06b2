package io.orgscribe.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonValue;

/** What somebody may do; each role may do what the ones before it may. */
public enum Role {
    /** Reads the catalog, runs and changes, and of a connection what is no secret of the app behind it. */
    VIEWER,
    /** Also starts, cancels and resumes runs, pauses schedules, checks a stored connection. */
    OPERATOR,
    /** Everything. */
    ADMIN;

    /** As REST, the database and the resources' annotations call it. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> of(String code) {
        return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
    }

    /** The codes of this role and of those that it holds. */
    Set<String> held() {
        return Arrays.stream(values())
                .filter(role -> role.compareTo(this) <= 0)
                .map(Role::code)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String toString() {
        return code();
    }
}
