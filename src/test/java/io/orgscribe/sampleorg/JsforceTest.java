package io.orgscribe.sampleorg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.samplemodel.FieldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A client that others wrote for Salesforce gets along with the sample org. It is jsforce as it comes without what only
 * browsers need, and is skipped where Node or the registry is not there.
 */
class JsforceTest {

    private static final Path HERE = Path.of("target", "jsforce");
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "drive.mjs");
    private static final int OLDEST_NODE = 18;
    /** Small, but with more custom fields than a page of a query has. */
    private static final TestOrgSettings SETTINGS =
            TestOrgSettings.standard().withTables(60).withColumns(4500);

    private static TestOrg org;
    private static JsonNode got;

    private record Ended(int exit, String output) {}

    @BeforeAll
    static void drive() throws Exception {
        assumeTrue(node() >= OLDEST_NODE, "No Node of version " + OLDEST_NODE + " or newer, so jsforce is not tried");
        install();
        KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        try (TestOrg small = TestOrg.start(SETTINGS.withCertificate(keys.getPublic()))) {
            org = small;
            Ended ended = run("node", "drive.mjs", asked(keys));
            assertThat(ended.exit()).as(ended.output()).isZero();
            got = SampleOrgClient.JSON.readTree(ended.output());
        }
    }

    private static int node() throws Exception {
        try {
            String version = run("node", "--version").output();
            return run("npm", "--version").exit() == 0
                    ? Integer.parseInt(version.replaceFirst("^v(\\d+)(?s:.*)$", "$1"))
                    : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static void install() throws Exception {
        Files.createDirectories(HERE);
        for (String file : FILES) {
            Files.copy(
                    Path.of("src", "test", "resources", "jsforce", file),
                    HERE.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Ended ended = run(
                "npm",
                "ci",
                "--ignore-scripts",
                "--prefer-offline",
                "--no-audit",
                "--no-fund",
                "--fetch-retries=0",
                "--fetch-timeout=20000");
        // Whatever keeps it from the registry, be it a proxy, a mirror or a certificate, says nothing of the sample
        // org.
        assumeTrue(ended.exit() == 0, () -> "npm cannot fetch jsforce, so it is not tried: " + ended.output());
    }

    private static Ended run(String... command) throws Exception {
        Files.createDirectories(HERE);
        Path output = Files.createTempFile(HERE.toAbsolutePath(), command[0], ".out");
        Process process = new ProcessBuilder(command)
                .directory(HERE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly();
        return new Ended(ended ? process.exitValue() : -1, Files.readString(output));
    }

    private static String asked(KeyPair keys) throws IOException {
        String key = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPrivate().getEncoded());
        return SampleOrgClient.JSON.writeValueAsString(Map.of(
                "url", org.url(),
                "version", "68.0",
                "consumerKey", org.settings().consumerKey(),
                "consumerSecret", org.settings().consumerSecret(),
                "username", org.settings().username(),
                "password", org.settings().password() + org.settings().securityToken(),
                "privateKey", "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n",
                "orgId", org.orgId(),
                "userId", org.userId()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "authorizationCode", "refreshToken", "clientCredentials", "jwtBearer"})
    void each_flow_logs_in_and_tells_who_the_user_is(String flow) {
        JsonNode identity = got.get(flow);

        assertThat(identity.path("organization_id").asText())
                .as(identity.toString())
                .isEqualTo(org.orgId());
        assertThat(identity.path("user_id").asText()).isEqualTo(org.userId());
        assertThat(identity.path("username").asText()).isEqualTo(org.settings().username());
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout", "logoutForGood"})
    void who_has_logged_out_is_not_let_in(String step) {
        assertThat(got.get(step).asText()).contains("INVALID_SESSION_ID");
    }

    @Test
    void a_wrong_password_is_refused() {
        assertThat(got.at("/wrongPassword/failed").asText()).contains("authentication failure");
    }

    @Test
    void all_tables_are_listed_and_described() {
        assertThat(texts(got.get("describeGlobal"))).isEqualTo(org.tables());
        assertThat(got.get("describe")).hasSize(org.tables().size());
        for (String table : org.tables()) {
            assertThat(texts(got.at("/describe/" + table)))
                    .as(table)
                    .isEqualTo(org.table(table).fields().stream()
                            .map(FieldModel::name)
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "tooling"})
    void a_long_query_is_read_page_by_page(String step) {
        JsonNode read = got.get(step);

        assertThat(read.path("pages").asInt()).as(read.toString()).isGreaterThan(1);
        assertThat(read.get("ids")).isEqualTo(read.get("total"));
    }

    @Test
    void limits_and_what_is_left_are_told() {
        int most = org.settings().dailyCalls();

        assertThat(got.at("/limits/DailyApiRequests/Max").asInt()).isEqualTo(most);
        assertThat(got.at("/twoSlashes/DailyApiRequests/Max").asInt()).isEqualTo(most);
        assertThat(got.at("/limitInfo/apiUsage/limit").asInt()).isEqualTo(most);
        assertThat(got.at("/counts/sObjects").findValuesAsText("name")).containsExactly("Account");
    }

    @Test
    void what_the_sf_cli_asks_when_it_logs_in_is_answered() {
        assertThat(got.at("/userInfo/user_id").asText()).isEqualTo(org.userId());
        assertThat(got.get("alive").asBoolean()).isTrue();
        assertThat(got.at("/user/Username").asText()).isEqualTo(org.settings().username());
        assertThat(got.at("/organization/Name").asText())
                .isEqualTo(org.settings().orgName());
        assertThat(got.at("/columns/columnMetadata/0/columnName").asText()).isEqualTo("Id");
    }

    @Test
    void no_step_but_the_wrong_password_fails() {
        Set<String> failed = new TreeSet<>();
        got.properties().forEach(step -> {
            if (step.getValue().has("failed")) {
                failed.add(step.getKey() + ": " + step.getValue());
            }
        });

        assertThat(failed).hasSize(1).allMatch(step -> step.startsWith("wrongPassword"));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
