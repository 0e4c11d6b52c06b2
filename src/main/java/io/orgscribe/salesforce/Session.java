package io.orgscribe.salesforce;

import java.net.URI;

/**
 * What a call needs to be let in.
 *
 * @param instanceUrl the org's host as the token reply named it
 * @param accessToken a secret
 */
public record Session(URI instanceUrl, String accessToken) {

    @Override
    public String toString() {
        return "Session[" + instanceUrl + "]";
    }
}
