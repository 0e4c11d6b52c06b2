package io.orgscribe.salesforce;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Sessions whose tokens are named token-0, token-1 and so on, a new one for each renewal. The org may move, once. */
final class TestSessions implements Sessions {

    private final URI to;
    private volatile URI url;
    private final AtomicInteger renewals = new AtomicInteger();

    TestSessions(URI url) {
        this(url, url);
    }

    /** @param to where the org is found by whoever looks for it */
    TestSessions(URI from, URI to) {
        this.to = to;
        this.url = from;
    }

    int renewals() {
        return renewals.get();
    }

    @Override
    public Session current() {
        return new Session(url, "token-" + renewals.get(), "", "");
    }

    @Override
    public Session renewed(Session refused) {
        return new Session(url, "token-" + renewals.incrementAndGet(), "", "");
    }

    @Override
    public Optional<Session> relocated(Session stale) {
        url = to;
        return Optional.of(current()).filter(session -> !session.instanceUrl().equals(stale.instanceUrl()));
    }
}
