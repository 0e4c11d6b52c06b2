package io.orgscribe;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/**
 * Runs stay where a test has put them, and a token request is given up soon. Shared, for Quarkus builds the application
 * anew for each profile and starts it anew between them.
 */
public final class NobodyExtracts implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "orgscribe.extraction.enabled", "false",
                "orgscribe.salesforce.allowed-hosts",
                        "login.salesforce.com,test.salesforce.com,*.my.salesforce.com,127.0.0.1,localhost,*.invalid",
                "orgscribe.salesforce.connect-timeout", "2s",
                "orgscribe.salesforce.attempts", "1",
                "orgscribe.token.timeout", "2s",
                "orgscribe.token.poll-interval", "20ms",
                "orgscribe.token.claim-lease", "3s");
    }
}
