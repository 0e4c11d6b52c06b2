package io.orgscribe.samplemodel;

import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What a sample org is like: as here, but for what an implementation says otherwise. No value may change. */
public interface SampleOrgSettings {

    /** The oldest API version offered; older ones answer 410. */
    int LOWEST_VERSION = 31;

    /** API calls allowed in 24 hours where nothing else is said. */
    int DAILY_CALLS = 100_000;

    /** 0 for any free one. */
    default int port() {
        return 0;
    }

    /** The same seed and sizes make the same org, byte by byte. */
    default long seed() {
        return 1;
    }

    /** How many sObjects, at least 10. */
    default int tables() {
        return 500;
    }

    /** How many fields at least, 0 for what comes naturally (some 27 a table). */
    default int columns() {
        return 0;
    }

    /** By which each reply is held back. */
    default Duration latency() {
        return Duration.ZERO;
    }

    /** The OAuth client id that is let in. */
    default String consumerKey() {
        return "3MVG9sampleorgconsumerkey.NorthwharfDemo";
    }

    /** Its secret. */
    default String consumerSecret() {
        return "sample-org-consumer-secret";
    }

    /** The user of the password flow, also the run-as user of client credentials. */
    default String username() {
        return "integration@northwharf.example";
    }

    default String password() {
        return "sample-org-password";
    }

    /** What the password flow expects behind the password. */
    default String securityToken() {
        return "sampleOrgSecurityToken";
    }

    /** Whose signatures the JWT bearer flow takes; without one the app does not offer it. */
    default Optional<PublicKey> certificate() {
        return Optional.empty();
    }

    /** Whether the app requires PKCE of the web server flow. */
    default boolean pkceRequired() {
        return true;
    }

    /** Whether the app requires its secret for the web server flow and for refreshes. */
    default boolean secretRequired() {
        return true;
    }

    default RefreshTokens refreshTokens() {
        return RefreshTokens.STAY;
    }

    /** How long an access token lets in. */
    default Duration sessionLifetime() {
        return Duration.ofHours(2);
    }

    /** 18 characters, empty to have it follow from the seed. */
    default String orgId() {
        return "";
    }

    default String orgName() {
        return "Northwharf Pumps & Compressors";
    }

    /** API calls allowed in 24 hours. */
    default int dailyCalls() {
        return DAILY_CALLS;
    }

    /** Remembers evolution over restarts. */
    default Optional<Path> stateFile() {
        return Optional.empty();
    }

    /** Whether the user has View Setup and Configuration; else there are no definitions, limits and counts. */
    default boolean viewSetup() {
        return true;
    }

    /** How limits and record counts refuse where the user has not. */
    default SetupRefusal setupRefusal() {
        return SetupRefusal.INSUFFICIENT_ACCESS;
    }

    /** Whether Account has the fields of Person Accounts, among them a copy of each custom field of Contact. */
    default boolean personAccounts() {
        return false;
    }

    /** What the user may not read, each with its table, such as {@code Account.Phone}. */
    default Set<String> hiddenFields() {
        return Set.of();
    }

    /** Those that hold; the others do not. */
    default Set<OpenFact> openFacts() {
        return Set.of(OpenFact.LIMIT_HONOURED);
    }

    /** For the dates of tokens and changes. */
    default Clock clock() {
        return Clock.systemUTC();
    }
}
