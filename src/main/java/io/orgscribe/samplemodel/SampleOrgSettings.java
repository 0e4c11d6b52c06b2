package io.orgscribe.samplemodel;

import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What a sample org is like: {@link #standard()}, and what is said otherwise. Immutable. */
public final class SampleOrgSettings implements Cloneable {

    /** The oldest API version offered; those from 21 on answer 410, older and unknown ones 404. */
    public static final int LOWEST_VERSION = 31;

    private int port = 0;
    private long seed = 1;
    private int tables = 500;
    private int columns = 0;
    private Duration latency = Duration.ZERO;
    private String consumerKey = "3MVG9sampleorgconsumerkey.NorthwharfDemo";
    private String consumerSecret = "sample-org-consumer-secret";
    private String username = "integration@northwharf.example";
    private String password = "sample-org-password";
    private String securityToken = "sampleOrgSecurityToken";
    private Optional<PublicKey> certificate = Optional.empty();
    private boolean pkceRequired = true;
    private boolean secretRequired = true;
    private RefreshTokens refreshTokens = RefreshTokens.STAY;
    private Duration sessionLifetime = Duration.ofHours(2);
    private String orgId = "";
    private String orgName = "Northwharf Pumps & Compressors";
    private int dailyCalls = 100_000;
    private Optional<Path> stateFile = Optional.empty();
    private boolean viewSetup = true;
    private Set<String> hiddenFields = Set.of();
    private Set<OpenFact> openFacts = Set.of(OpenFact.LIMIT_HONOURED);
    private Clock clock = Clock.systemUTC();

    private SampleOrgSettings() {}

    /** 500 tables on a free port, no latency, nothing remembered. */
    public static SampleOrgSettings standard() {
        return new SampleOrgSettings();
    }

    private SampleOrgSettings with(Consumer<SampleOrgSettings> change) {
        try {
            SampleOrgSettings copy = (SampleOrgSettings) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    public SampleOrgSettings withPort(int newPort) {
        return with(s -> s.port = newPort);
    }

    public SampleOrgSettings withSeed(long newSeed) {
        return with(s -> s.seed = newSeed);
    }

    public SampleOrgSettings withTables(int newTables) {
        return with(s -> s.tables = newTables);
    }

    public SampleOrgSettings withColumns(int newColumns) {
        return with(s -> s.columns = newColumns);
    }

    public SampleOrgSettings withLatency(Duration newLatency) {
        return with(s -> s.latency = newLatency);
    }

    public SampleOrgSettings withConsumer(String newConsumerKey, String newConsumerSecret) {
        return with(s -> {
            s.consumerKey = newConsumerKey;
            s.consumerSecret = newConsumerSecret;
        });
    }

    public SampleOrgSettings withUser(String newUsername, String newPassword, String newSecurityToken) {
        return with(s -> {
            s.username = newUsername;
            s.password = newPassword;
            s.securityToken = newSecurityToken;
        });
    }

    /** Lets assertions in that are signed with the private key of this one. */
    public SampleOrgSettings withCertificate(PublicKey newCertificate) {
        return with(s -> s.certificate = Optional.of(newCertificate));
    }

    public SampleOrgSettings withPkceRequired(boolean newPkceRequired) {
        return with(s -> s.pkceRequired = newPkceRequired);
    }

    public SampleOrgSettings withSecretRequired(boolean newSecretRequired) {
        return with(s -> s.secretRequired = newSecretRequired);
    }

    public SampleOrgSettings withRefreshTokens(RefreshTokens newRefreshTokens) {
        return with(s -> s.refreshTokens = newRefreshTokens);
    }

    public SampleOrgSettings withSessionLifetime(Duration newSessionLifetime) {
        return with(s -> s.sessionLifetime = newSessionLifetime);
    }

    public SampleOrgSettings withOrg(String newOrgId, String newOrgName) {
        return with(s -> {
            s.orgId = newOrgId;
            s.orgName = newOrgName;
        });
    }

    public SampleOrgSettings withDailyCalls(int newDailyCalls) {
        return with(s -> s.dailyCalls = newDailyCalls);
    }

    public SampleOrgSettings withStateFile(Path newStateFile) {
        return with(s -> s.stateFile = Optional.of(newStateFile));
    }

    /** The user lacks View Setup and Configuration: no definitions and no record counts. */
    public SampleOrgSettings withoutViewSetup() {
        return with(s -> s.viewSetup = false);
    }

    /** @param newHiddenFields that the user may not read, each with its table, such as {@code Account.Phone} */
    public SampleOrgSettings withHiddenFields(String... newHiddenFields) {
        return with(s -> s.hiddenFields = Set.of(newHiddenFields));
    }

    /** @param facts those that hold; the others do not */
    public SampleOrgSettings withOpenFacts(OpenFact... facts) {
        return with(s -> s.openFacts = Set.of(facts));
    }

    public SampleOrgSettings withClock(Clock newClock) {
        return with(s -> s.clock = newClock);
    }

    /** 0 for any free one. */
    public int port() {
        return port;
    }

    /** The same seed and sizes make the same org, byte by byte. */
    public long seed() {
        return seed;
    }

    /** How many sObjects, at least 10. */
    public int tables() {
        return tables;
    }

    /** How many fields at least, 0 for what comes naturally (some 27 a table). */
    public int columns() {
        return columns;
    }

    /** By which each reply is held back. */
    public Duration latency() {
        return latency;
    }

    /** The OAuth client id that is let in. */
    public String consumerKey() {
        return consumerKey;
    }

    /** Its secret. */
    public String consumerSecret() {
        return consumerSecret;
    }

    /** The user of the password flow, also the run-as user of client credentials. */
    public String username() {
        return username;
    }

    public String password() {
        return password;
    }

    /** What the password flow expects behind the password. */
    public String securityToken() {
        return securityToken;
    }

    /** Whose signatures the JWT bearer flow takes; without one the app does not offer it. */
    public Optional<PublicKey> certificate() {
        return certificate;
    }

    /** Whether the app requires PKCE of the web server flow. */
    public boolean pkceRequired() {
        return pkceRequired;
    }

    /** Whether the app requires its secret for the web server flow and for refreshes. */
    public boolean secretRequired() {
        return secretRequired;
    }

    public RefreshTokens refreshTokens() {
        return refreshTokens;
    }

    /** How long an access token lets in. */
    public Duration sessionLifetime() {
        return sessionLifetime;
    }

    /** 18 characters, empty to have it follow from the seed. */
    public String orgId() {
        return orgId;
    }

    public String orgName() {
        return orgName;
    }

    /** API calls allowed in 24 hours. */
    public int dailyCalls() {
        return dailyCalls;
    }

    /** Remembers evolution over restarts. */
    public Optional<Path> stateFile() {
        return stateFile;
    }

    public boolean viewSetup() {
        return viewSetup;
    }

    public Set<String> hiddenFields() {
        return hiddenFields;
    }

    public boolean is(OpenFact fact) {
        return openFacts.contains(fact);
    }

    /** For the dates of tokens and changes. */
    public Clock clock() {
        return clock;
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "SampleOrgSettings[seed " + seed + ", " + tables + " tables, " + columns + " columns]";
    }
}
