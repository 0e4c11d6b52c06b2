package io.orgscribe;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Runs stay where a test has put them. Shared, for Quarkus starts anew for each profile. */
public final class NobodyExtracts implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("orgscribe.extraction.enabled", "false");
    }
}
