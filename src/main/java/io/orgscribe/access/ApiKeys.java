package io.orgscribe.access;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import io.orgscribe.web.ProblemException;

/** The stored keys: making, listing and revoking them. */
@ApplicationScoped
class ApiKeys {

    private static final int LONGEST_NAME = 100;
    private static final UUID LOWEST = new UUID(0, 0);

    private final AuditLog audit;
    private final Clock clock;

    ApiKeys(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes a key.
     *
     * @return with the key itself, which nothing can tell a second time
     * @throws ProblemException 400 where it lacks a name or a role, or has expired already
     */
    @Transactional
    ApiKeyDocument create(ApiKeyDocument asked, Caller by) {
        Instant now = clock.instant();
        check(asked, now);
        KeyText secret = KeyText.random();
        ApiKey key = new ApiKey();
        key.name = asked.name().strip();
        key.role = asked.role().code();
        key.prefix = secret.prefix();
        key.hash = secret.hash();
        key.createdAt = now;
        key.createdBy = by.name();
        key.expiresAt = asked.expiresAt();
        key.persist();
        audit.record(AuditAction.API_KEY_CREATE, key.id.toString(), key.name);
        return ApiKeyDocument.of(key).with(secret);
    }

    /** @throws ProblemException 400 where something lacks */
    static void check(ApiKeyDocument asked, Instant now) {
        if (asked == null) {
            throw ProblemException.badRequest(
                    "body", "missing", "The request has no body.", "Send {\"name\": \"…\", \"role\": \"viewer\"}.");
        }
        String name = asked.name() == null ? "" : asked.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.codePoints().anyMatch(Character::isISOControl)) {
            throw ProblemException.badRequest(
                    "name",
                    "invalid_name",
                    "name is not a text of 1 to " + LONGEST_NAME + " characters in one line.",
                    "Say what the key is for.");
        }
        if (asked.role() == null) {
            throw ProblemException.badRequest(
                    "role", "missing", "The key has no role.", "Send viewer, operator or admin.");
        }
        if (asked.expiresAt() != null && !asked.expiresAt().isAfter(now)) {
            throw ProblemException.badRequest(
                    "expiresAt",
                    "in_the_past",
                    "expiresAt has passed.",
                    "Leave it out for a key that does not expire.");
        }
    }

    /** In the order in which they were made, the revoked ones too. Relies on the primary key: ids ascend with time. */
    @Transactional
    List<ApiKeyDocument> list(Optional<UUID> after, int limit) {
        return ApiKey.<ApiKey>find("id > ?1 order by id", after.orElse(LOWEST)).page(0, limit).stream()
                .map(ApiKeyDocument::of)
                .toList();
    }

    /**
     * Takes a key out of force, which each replica notices within 5 seconds. A second time changes nothing.
     *
     * @throws ProblemException 404 where there is none
     */
    @Transactional
    void revoke(UUID id) {
        ApiKey key = ApiKey.<ApiKey>findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(() -> ProblemException.notFound(
                        "id", "key", "GET /api/v1/api-keys lists all keys, the revoked ones too."));
        if (key.revokedAt == null) {
            key.revokedAt = clock.instant();
            audit.record(AuditAction.API_KEY_REVOKE, key.id.toString(), key.name);
        }
    }
}
