package io.orgscribe.token;

import io.orgscribe.salesforce.Session;

/**
 * A session and the generation of the token row that it comes from.
 *
 * @param session null where there is none
 */
record Held(Session session, long generation) {

    static final Held NOTHING = new Held(null, 0);

    boolean isPresent() {
        return session != null;
    }

    boolean isOtherThan(Session other) {
        return isPresent() && !session.equals(other);
    }
}
