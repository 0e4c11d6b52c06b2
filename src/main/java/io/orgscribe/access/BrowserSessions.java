package io.orgscribe.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** BrowserSessions of browsers: who logs in by a key need not send it again. */
@ApplicationScoped
class BrowserSessions {

    static final Duration LIFETIME = Duration.ofHours(12);

    private static final int MOST_OF_A_KEY = 100;

    private final ActiveCredentials credentials;
    private final AuditLog audit;
    private final Clock clock;

    BrowserSessions(ActiveCredentials credentials, AuditLog audit, Clock clock) {
        this.credentials = credentials;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Begins a session.
     *
     * @param by whose key it is
     * @param key that was shown, which has to be in force
     */
    SessionToken begin(Caller by, KeyText key) {
        SessionToken token = SessionToken.random();
        store(by, key, token);
        credentials.read();
        return token;
    }

    @Transactional
    void store(Caller by, KeyText key, SessionToken token) {
        Instant now = clock.instant();
        BrowserSession.delete("expiresAt < ?1", now);
        BrowserSession session = new BrowserSession();
        session.hash = token.hash();
        if (by.isStoredKey()) {
            session.keyId = UUID.fromString(by.id());
        } else {
            session.adminKeyHash = key.hash();
        }
        session.createdAt = now;
        session.expiresAt = now.plus(LIFETIME);
        session.persist();
        removeOldest(session);
        audit.record(actor(session), AuditAction.SESSION_BEGIN, "", "");
    }

    /** So that nobody fills the memory of all replicas by logging in again and again. */
    private static void removeOldest(BrowserSession newest) {
        BrowserSession.<BrowserSession>find(
                        "keyId is not distinct from ?1 and adminKeyHash is not distinct from ?2 order by createdAt desc",
                        newest.keyId,
                        newest.adminKeyHash)
                .stream()
                .skip(MOST_OF_A_KEY)
                .forEach(BrowserSession::delete);
    }

    /**
     * Ends a session, which each replica notices within 5 seconds.
     *
     * @return false where there is none, or none any more
     */
    boolean end(SessionToken token) {
        boolean ended = remove(token);
        if (ended) {
            credentials.read();
        }
        return ended;
    }

    @Transactional
    boolean remove(SessionToken token) {
        Optional<BrowserSession> found = BrowserSession.findByIdOptional(token.hash());
        found.ifPresent(session -> {
            session.delete();
            audit.record(actor(session), AuditAction.SESSION_END, "", "");
        });
        return found.isPresent();
    }

    private static Actor actor(BrowserSession session) {
        String via = Caller.Via.SESSION.toString();
        return session.keyId == null
                ? new Actor(Caller.CONFIGURED.name(), via, "")
                : new Actor(ApiKey.<ApiKey>findById(session.keyId).name, via, session.keyId.toString());
    }
}
