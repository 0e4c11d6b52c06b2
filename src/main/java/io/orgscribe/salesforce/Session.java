package io.orgscribe.salesforce;

import java.net.URI;

/**
 * What a call needs to be let in.
 *
 * @param instanceUrl the org's host as the token reply named it
 * @param accessToken a secret
 * @param userId whose view is described, 18 characters; empty where the token reply did not tell
 * @param orgId likewise of the org
 */
public record Session(URI instanceUrl, String accessToken, String userId, String orgId) {

    @Override
    public String toString() {
        return "Session[" + instanceUrl + "]";
    }
}
