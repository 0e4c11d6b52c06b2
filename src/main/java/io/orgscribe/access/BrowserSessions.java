package io.orgscribe.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** BrowserSessions of browsers: who logs in by a key need not send it again. */
@ApplicationScoped
class BrowserSessions {

    static final Duration LIFETIME = Duration.ofHours(12);

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
        audit.record(actor(session), AuditAction.SESSION_BEGIN, "", "");
    }

    /** Ends a session, which each replica notices within 5 seconds. One that has ended is let be. */
    void end(SessionToken token) {
        remove(token);
        credentials.read();
    }

    @Transactional
    void remove(SessionToken token) {
        BrowserSession.<BrowserSession>findByIdOptional(token.hash()).ifPresent(session -> {
            session.delete();
            audit.record(actor(session), AuditAction.SESSION_END, "", "");
        });
    }

    private static Actor actor(BrowserSession session) {
        String via = Caller.Via.SESSION.toString();
        return session.keyId == null
                ? new Actor(Caller.CONFIGURED.name(), via, "")
                : new Actor(ApiKey.<ApiKey>findById(session.keyId).name, via, session.keyId.toString());
    }
}
