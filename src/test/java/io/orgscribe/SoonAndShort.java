package io.orgscribe;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/**
 * One run at a time, which comes back soon after its org has failed; schedules that fire each second; a memory of days;
 * a public address. Shared by tests that each need a part of it.
 */
public final class SoonAndShort implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("orgscribe.access.failures", "10"),
                Map.entry("orgscribe.access.rate", "50"),
                Map.entry("orgscribe.public-url", "https://orgscribe.example.com/"),
                Map.entry("orgscribe.extraction.runs-per-replica", "1"),
                Map.entry("orgscribe.extraction.retries", "2"),
                Map.entry("orgscribe.extraction.retry-delay", "PT0.1S"),
                Map.entry("orgscribe.extraction.maintenance-delay", "PT0.1S"),
                Map.entry("orgscribe.extraction.maintenance-patience", "PT1H"),
                Map.entry("orgscribe.salesforce.circuit.delay", "300ms"),
                Map.entry("orgscribe.schedule.min-interval", "PT1S"),
                Map.entry("orgscribe.retention.runs", "P30D"),
                Map.entry("orgscribe.retention.failures", "P10D"),
                Map.entry("orgscribe.retention.staging", "P10D"),
                Map.entry("orgscribe.retention.changes", "P20D"),
                Map.entry("orgscribe.retention.batch", "2"));
    }
}
