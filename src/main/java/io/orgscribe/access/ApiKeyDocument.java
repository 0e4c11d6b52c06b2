package io.orgscribe.access;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import static com.fasterxml.jackson.annotation.JsonProperty.Access.READ_ONLY;

/**
 * A key as REST reads and writes it. What is read-only is ignored in requests.
 *
 * @param name what it is for; several keys may share one
 * @param expiresAt null where it does not expire
 * @param key the key itself, told once: in the reply that made it
 * @param prefix its first characters
 * @param lastUsedAt to the minute
 */
@Schema(name = "ApiKey")
record ApiKeyDocument(
        @JsonProperty(access = READ_ONLY) UUID id,
        String name,
        Role role,
        Instant expiresAt,

        @JsonProperty(access = READ_ONLY) @JsonInclude(JsonInclude.Include.NON_NULL)
        String key,

        @JsonProperty(access = READ_ONLY) String prefix,
        @JsonProperty(access = READ_ONLY) Instant createdAt,
        @JsonProperty(access = READ_ONLY) String createdBy,
        @JsonProperty(access = READ_ONLY) Instant lastUsedAt,
        @JsonProperty(access = READ_ONLY) Instant revokedAt) {

    static ApiKeyDocument of(ApiKey stored) {
        return new ApiKeyDocument(
                stored.id,
                stored.name,
                Role.of(stored.role).orElseThrow(),
                stored.expiresAt,
                null,
                stored.prefix,
                stored.createdAt,
                stored.createdBy,
                stored.lastUsedAt,
                stored.revokedAt);
    }

    ApiKeyDocument with(KeyText secret) {
        return new ApiKeyDocument(
                id, name, role, expiresAt, secret.text(), prefix, createdAt, createdBy, lastUsedAt, revokedAt);
    }
}
