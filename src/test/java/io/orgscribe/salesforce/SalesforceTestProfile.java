package io.orgscribe.salesforce;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** The client alone, without a database. */
public final class SalesforceTestProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("quarkus.datasource.active", "false"),
                Map.entry("quarkus.hibernate-orm.active", "false"),
                Map.entry("quarkus.flyway.active", "false"),
                Map.entry("quarkus.flyway.migrate-at-start", "false"),
                Map.entry("quarkus.quartz.store-type", "ram"),
                Map.entry("quarkus.http.test-port", "0"));
    }
}
