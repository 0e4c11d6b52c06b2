package io.orgscribe.salesforce;

import java.net.URI;
import java.time.Duration;

/**
 * One request. The host of its URL was checked.
 *
 * @param session whose access token is sent, null for none
 * @param body JSON to POST, null for a GET
 * @param ifModifiedSince makes a GET conditional: 304 is an answer then; null for none
 * @param timeout until the end of the reply
 */
record Request(Meter.Kind kind, String url, Session session, String body, String ifModifiedSince, Duration timeout) {

    /** Null sends none. */
    String authorization() {
        return session == null ? null : "Bearer " + session.accessToken();
    }

    /** Scheme, host and port. */
    String origin() {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    String host() {
        return URI.create(url).getHost();
    }
}
