package io.orgscribe.salesforce;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Sessions whose tokens are named token-0, token-1 and so on, a new one for each renewal. */
final class TestSessions implements Sessions {

    private final URI url;
    private final AtomicInteger renewals = new AtomicInteger();

    TestSessions(URI url) {
        this.url = url;
    }

    int renewals() {
        return renewals.get();
    }

    @Override
    public Session current() {
        return new Session(url, "token-" + renewals.get(), "");
    }

    @Override
    public Session renewed(Session refused) {
        return new Session(url, "token-" + renewals.incrementAndGet(), "");
    }
}
