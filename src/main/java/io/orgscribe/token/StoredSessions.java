package io.orgscribe.token;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.salesforce.Session;
import io.orgscribe.salesforce.Sessions;

/** The sessions of one attempt: many threads see a session refused, one of them has it renewed. */
final class StoredSessions implements Sessions {

    /** From what was refused ({@link SessionSnapshot#NOTHING} at first) to what may be used. */
    private final UnaryOperator<SessionSnapshot> source;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile SessionSnapshot snapshot = SessionSnapshot.NOTHING;
    /** The last one that was asked for to see whether the org has moved. */
    private SessionSnapshot located = SessionSnapshot.NOTHING;

    private RuntimeException failure;

    StoredSessions(UnaryOperator<SessionSnapshot> source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public Session current() {
        SessionSnapshot known = snapshot;
        if (!known.isPresent()) {
            return renewed(null);
        }
        if (!known.isGoodAt(clock.instant())) {
            renewAhead(known);
        }
        return snapshot.session();
    }

    /** Nobody has refused the session yet: where no other can be had it is used until somebody does. */
    private void renewAhead(SessionSnapshot known) {
        lock.lock();
        try {
            if (snapshot == known) {
                snapshot = source.apply(known);
            }
        } catch (SalesforceException e) {
            snapshot = new SessionSnapshot(known.session(), known.generation(), null);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Session renewed(Session refused) {
        lock.lock();
        try {
            if (failure != null) {
                throw failure;
            }
            if (!snapshot.isOtherThan(refused)) {
                snapshot = renew(refused);
            }
            return snapshot.session();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Session> relocated(Session stale) {
        lock.lock();
        try {
            if (failure != null) {
                throw failure;
            }
            if (isAt(stale.instanceUrl()) && snapshot != located) {
                locate();
            }
            return isAt(stale.instanceUrl()) ? Optional.empty() : Optional.of(snapshot.session());
        } finally {
            lock.unlock();
        }
    }

    private boolean isAt(URI host) {
        return snapshot.session().instanceUrl().equals(host);
    }

    /** Where the login host is away for a moment as well, nothing is known of a move, and the session may be good. */
    private void locate() {
        try {
            snapshot = source.apply(snapshot);
        } catch (SalesforceException e) {
            if (!e.passes()) {
                failure = e;
                throw e;
            }
        }
        located = snapshot;
    }

    private SessionSnapshot renew(Session refused) {
        try {
            SessionSnapshot next = source.apply(snapshot);
            if (!next.isOtherThan(refused)) {
                throw new SalesforceException(
                        FailureCause.SESSION_INVALID, 0, "Salesforce refuses the session that it has just given out.");
            }
            return next;
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }
}
