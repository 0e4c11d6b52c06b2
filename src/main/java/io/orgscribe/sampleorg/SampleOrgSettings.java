package io.orgscribe.sampleorg;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * What a sample org is like. Start from {@link #standard()}.
 *
 * @param port 0 for any free one
 * @param seed the same seed and sizes make the same org, byte by byte
 * @param tables how many sObjects, at least 10
 * @param columns how many fields at least; 0 for what comes naturally (some 35 a table)
 * @param latency by which each reply is held back
 * @param consumerKey the OAuth client id that is let in
 * @param consumerSecret and its secret
 * @param username the user of the password flow, who is also the run-as user of client credentials
 * @param securityToken what the password flow expects behind the password
 * @param orgId 18 characters; empty to have it follow from the seed
 * @param highestVersion the newest API version offered at first, such as 68
 * @param dailyCalls API calls allowed in 24 hours
 * @param concurrentCalls API calls allowed at once, 0 for any number
 * @param stateFile remembers evolution over restarts; null to forget it
 * @param clock for the dates of tokens and changes
 */
public record SampleOrgSettings(
        int port,
        long seed,
        int tables,
        int columns,
        Duration latency,
        String consumerKey,
        String consumerSecret,
        String username,
        String password,
        String securityToken,
        String orgId,
        String orgName,
        int highestVersion,
        int dailyCalls,
        int concurrentCalls,
        Path stateFile,
        Clock clock) {

    /** The oldest API version offered; those from 21 on answer 410, older and unknown ones 404. */
    static final int LOWEST_VERSION = 31;

    /** 500 tables on a free port, no latency, nothing remembered. */
    public static SampleOrgSettings standard() {
        return new SampleOrgSettings(
                0,
                1,
                500,
                0,
                Duration.ZERO,
                "3MVG9sampleorgconsumerkey.NorthwharfDemo",
                "sample-org-consumer-secret",
                "integration@northwharf.example",
                "sample-org-password",
                "sampleOrgSecurityToken",
                "",
                "Northwharf Pumps & Compressors",
                68,
                100_000,
                0,
                null,
                Clock.systemUTC());
    }

    public SampleOrgSettings withPort(int newPort) {
        return new SampleOrgSettings(
                newPort,
                seed,
                tables,
                columns,
                latency,
                consumerKey,
                consumerSecret,
                username,
                password,
                securityToken,
                orgId,
                orgName,
                highestVersion,
                dailyCalls,
                concurrentCalls,
                stateFile,
                clock);
    }

    public SampleOrgSettings withSeed(long newSeed) {
        return new SampleOrgSettings(
                port,
                newSeed,
                tables,
                columns,
                latency,
                consumerKey,
                consumerSecret,
                username,
                password,
                securityToken,
                orgId,
                orgName,
                highestVersion,
                dailyCalls,
                concurrentCalls,
                stateFile,
                clock);
    }

    public SampleOrgSettings withTables(int newTables) {
        return new SampleOrgSettings(
                port,
                seed,
                newTables,
                columns,
                latency,
                consumerKey,
                consumerSecret,
                username,
                password,
                securityToken,
                orgId,
                orgName,
                highestVersion,
                dailyCalls,
                concurrentCalls,
                stateFile,
                clock);
    }

    public SampleOrgSettings withColumns(int newColumns) {
        return new SampleOrgSettings(
                port,
                seed,
                tables,
                newColumns,
                latency,
                consumerKey,
                consumerSecret,
                username,
                password,
                securityToken,
                orgId,
                orgName,
                highestVersion,
                dailyCalls,
                concurrentCalls,
                stateFile,
                clock);
    }

    public SampleOrgSettings withLatency(Duration newLatency) {
        return new SampleOrgSettings(
                port,
                seed,
                tables,
                columns,
                newLatency,
                consumerKey,
                consumerSecret,
                username,
                password,
                securityToken,
                orgId,
                orgName,
                highestVersion,
                dailyCalls,
                concurrentCalls,
                stateFile,
                clock);
    }

    public SampleOrgSettings withConsumer(String key, String secret) {
        return new SampleOrgSettings(
                port,
                seed,
                tables,
                columns,
                latency,
                key,
                secret,
                username,
                password,
                securityToken,
                orgId,
                orgName,
                highestVersion,
                dailyCalls,
                concurrentCalls,
                stateFile,
                clock);
    }

    public SampleOrgSettings withUser(String newUsername, String newPassword, String newSecurityToken) {
        return new SampleOrgSettings(
                port,
                seed,
                tables,
                columns,
                latency,
                consumerKey,
                consumerSecret,
                newUsername,
                newPassword,
                newSecurityToken,
                orgId,
                orgName,
                highestVersion,
                dailyCalls,
                concurrentCalls,
                stateFile,
                clock);
    }

    public SampleOrgSettings withOrg(String newOrgId, String newOrgName) {
        return new SampleOrgSettings(
                port,
                seed,
                tables,
                columns,
                latency,
                consumerKey,
                consumerSecret,
                username,
                password,
                securityToken,
                newOrgId,
                newOrgName,
                highestVersion,
                dailyCalls,
                concurrentCalls,
                stateFile,
                clock);
    }

    public SampleOrgSettings withHighestVersion(int newVersion) {
        return new SampleOrgSettings(
                port,
                seed,
                tables,
                columns,
                latency,
                consumerKey,
                consumerSecret,
                username,
                password,
                securityToken,
                orgId,
                orgName,
                newVersion,
                dailyCalls,
                concurrentCalls,
                stateFile,
                clock);
    }

    public SampleOrgSettings withLimits(int newDailyCalls, int newConcurrentCalls) {
        return new SampleOrgSettings(
                port,
                seed,
                tables,
                columns,
                latency,
                consumerKey,
                consumerSecret,
                username,
                password,
                securityToken,
                orgId,
                orgName,
                highestVersion,
                newDailyCalls,
                newConcurrentCalls,
                stateFile,
                clock);
    }

    public SampleOrgSettings withStateFile(Path newStateFile) {
        return new SampleOrgSettings(
                port,
                seed,
                tables,
                columns,
                latency,
                consumerKey,
                consumerSecret,
                username,
                password,
                securityToken,
                orgId,
                orgName,
                highestVersion,
                dailyCalls,
                concurrentCalls,
                newStateFile,
                clock);
    }

    public SampleOrgSettings withClock(Clock newClock) {
        return new SampleOrgSettings(
                port,
                seed,
                tables,
                columns,
                latency,
                consumerKey,
                consumerSecret,
                username,
                password,
                securityToken,
                orgId,
                orgName,
                highestVersion,
                dailyCalls,
                concurrentCalls,
                stateFile,
                newClock);
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "SampleOrgSettings[seed " + seed + ", " + tables + " tables, " + columns + " columns, v" + highestVersion
                + "]";
    }
}
