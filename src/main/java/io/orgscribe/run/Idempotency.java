package io.orgscribe.run;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.hibernate.StatelessSession;

import io.orgscribe.web.ProblemException;

/**
 * Lets a client repeat a request whose reply it has not got: with the same key the run of the first one is the answer.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">The Idempotency-Key HTTP
 *     Header Field</a>
 */
@ApplicationScoped
public class Idempotency {

    public static final String HEADER = "Idempotency-Key";
    static final int LONGEST_KEY = 255;

    /** How long a key is kept. */
    public static final Duration KEPT = Duration.ofHours(24);

    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1," + LONGEST_KEY + "}");

    private final StatelessSession session;
    private final ObjectMapper json;
    private final Clock clock;

    Idempotency(StatelessSession session, ObjectMapper json, Clock clock) {
        this.session = session;
        this.json = json;
        this.clock = clock;
    }

    @RegisterForReflection
    private record Known(UUID request, UUID run) {}

    /**
     * Starts a run in the caller's transaction, unless the same request has.
     *
     * @param start queues the run
     * @return the run that the first request with this key has queued
     * @throws ProblemException 400 for what is no key, 422 where it came with another request, and what {@code start}
     *     throws
     */
    public UUID once(UUID connectionId, String key, RunRequest request, Supplier<UUID> start) {
        if (!KEY.matcher(key).matches()) {
            throw RunProblems.badKey();
        }
        UUID hash = hash(request);
        Optional<UUID> before = known(connectionId, key, hash);
        if (before.isPresent()) {
            return before.get();
        }
        UUID run;
        try {
            run = start.get();
        } catch (ProblemException refusal) {
            // Of two at once one waits for the other, and then finds the run that it has queued.
            return known(connectionId, key, hash).orElseThrow(() -> refusal);
        }
        session.createNativeMutationQuery("""
                        INSERT INTO idempotency_key (connection_id, key, request_hash, run_id, created_at)
                        VALUES (:connection, :key, :hash, :run, :now)
                        ON CONFLICT (connection_id, key) DO UPDATE SET request_hash = excluded.request_hash,
                            run_id = excluded.run_id, created_at = excluded.created_at""")
                .setParameter("connection", connectionId)
                .setParameter("key", key)
                .setParameter("hash", hash)
                .setParameter("run", run)
                .setParameter("now", clock.instant())
                .executeUpdate();
        return run;
    }

    private Optional<UUID> known(UUID connectionId, String key, UUID hash) {
        Optional<Known> known = session.createNativeQuery("""
                        SELECT request_hash, run_id FROM idempotency_key
                        WHERE connection_id = :connection AND key = :key AND created_at > :oldest""", Known.class)
                .setParameter("connection", connectionId)
                .setParameter("key", key)
                .setParameter("oldest", clock.instant().minus(KEPT))
                .uniqueResultOptional();
        if (known.filter(found -> !found.request().equals(hash)).isPresent()) {
            throw RunProblems.keyReused();
        }
        return known.map(Known::run);
    }

    private UUID hash(RunRequest request) {
        try {
            return UUID.nameUUIDFromBytes(json.writeValueAsString(request).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was read from JSON is JSON", e);
        }
    }
}
