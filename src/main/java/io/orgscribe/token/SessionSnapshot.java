package io.orgscribe.token;

import java.time.Instant;

import io.orgscribe.salesforce.Session;

/**
 * A session and the generation of the token row that it comes from.
 *
 * @param session null where there is none
 * @param renewAt when it is to be renewed though nobody has refused it; null where its end is not known
 */
record SessionSnapshot(Session session, long generation, Instant renewAt) {

    static final SessionSnapshot NOTHING = new SessionSnapshot(null, 0, null);

    boolean isPresent() {
        return session != null;
    }

    boolean isOtherThan(Session other) {
        return isPresent() && !session.equals(other);
    }

    boolean isGoodAt(Instant now) {
        return isPresent() && (renewAt == null || now.isBefore(renewAt));
    }
}
