package io.orgscribe.sampleorg;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.orgscribe.samplemodel.SampleOrgSettings;

/** The sessions of the org: which access tokens let in, and until when. Thread-safe. */
final class AccessTokens {

    private static final String BEARER = "Bearer ";

    private final SampleOrgSettings settings;
    private final String prefix;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> alive = new ConcurrentHashMap<>();

    /** @param approval null for tokens of methods that need none */
    private record Session(Instant issued, Instant end, Approvals.Approval approval) {}

    AccessTokens(SampleOrgSettings settings, Identity identity) {
        this.settings = settings;
        this.prefix = identity.orgId().substring(0, 15) + "!";
    }

    String issue(Approvals.Approval approval) {
        String token = prefix + random(72).replace('-', '.');
        Instant now = settings.clock().instant();
        alive.put(token, new Session(now, now.plus(settings.sessionLifetime()), approval));
        return token;
    }

    boolean letsIn(Call call) {
        return bearer(call).filter(this::isAlive).isPresent();
    }

    static Optional<String> bearer(Call call) {
        return call.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).trim());
    }

    boolean isAlive(String token) {
        return session(token).isPresent();
    }

    void expireAll() {
        alive.clear();
    }

    /** Whether it was alive. */
    boolean expire(String token) {
        return alive.remove(token) != null;
    }

    void expire(Approvals.Approval approval) {
        alive.values().removeIf(session -> session.approval() == approval);
    }

    /** As RFC 7662 has it; a dead token is only said to be inactive. */
    Reply introspect(String token) {
        Optional<Session> session = session(token);
        ObjectNode body = Reply.object().put("active", session.isPresent());
        session.ifPresent(alive -> body.put("token_type", "access_token")
                .put("client_id", settings.consumerKey())
                .put("iat", alive.issued().getEpochSecond())
                .put("exp", alive.end().getEpochSecond()));
        return Reply.json(200, body);
    }

    String random(int bytes) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    private Optional<Session> session(String token) {
        Instant now = settings.clock().instant();
        alive.values().removeIf(session -> !now.isBefore(session.end()));
        return Optional.ofNullable(token).map(alive::get);
    }
}
