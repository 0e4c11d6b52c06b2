package io.orgscribe;

import java.security.KeyPair;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.extraction.TestRuns;
import io.orgscribe.samplemodel.RefreshTokens;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.LoginError;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.token.CapturedLog;
import io.orgscribe.token.TestConsents;
import io.orgscribe.token.TestKeys;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Plants a secret in each place that takes one, goes to every address of the service with all logging there is, lets
 * runs fail in every way, and looks for the secrets in all that came out.
 */
@OrgscribeTest
class CanaryTourTest {

    private static final KeyPair PAIR = TestKeys.rsa("app");
    private static final String SECRET = "canary/consumer+secret=&\u00e9 one";
    private static final String PASSWORD = "canary \"password\" & two";
    private static final String SECURITY_TOKEN = "canarySecurityTokenThree";
    private static final String PASSPHRASE = "canary-passphrase-four";
    private static final String MISPLACED = "canary-misplaced-five";
    private static final String CONNECTIONS = "/api/v1/connections";

    @Inject
    DataSource database;

    private final TestOrg org = TestOrg.start(TestOrgSettings.standard()
            .withPort(0)
            .withTables(30)
            .withConsumerKey("3MVG9.canary")
            .withConsumerSecret(SECRET)
            .withUsername("canary@northwharf.example")
            .withPassword(PASSWORD)
            .withSecurityToken(SECURITY_TOKEN)
            .withCertificate(PAIR.getPublic())
            .withRefreshTokens(RefreshTokens.ROTATE));

    private final Map<String, String> outputs = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void no_secret_comes_out_anywhere() throws Exception {
        Canaries canaries = canaries();
        try (CapturedLog log = new CapturedLog()) {
            List<String> connections = connections(canaries);
            apiKeys(canaries);
            for (String connection : connections) {
                TestRuns.extract(connection);
                changes(connection);
            }
            misplaced(connections.get(0));
            failures(connections);
            tour(connections.get(0));
            outputs.put("log", ours(log));
        }
        try (Connection connection = database.getConnection()) {
            outputs.put("database", Canaries.everyRow(connection));
        }
        outputs.put("threads", String.valueOf(Thread.getAllStackTraces().keySet()));

        // So that nobody takes silence for safety.
        assertThat(outputs.get("log")).contains("DEBUG");
        assertThat(outputs).hasSizeGreaterThan(60);
        Map<String, List<String>> found = new HashMap<>();
        outputs.forEach((name, text) -> found.put(name, canaries.foundIn(text)));
        found.values().removeIf(List::isEmpty);
        assertThat(found).isEmpty();
    }

    @Test
    void a_canary_is_found_in_each_form() {
        Canaries canaries = canaries();
        String basic = java.util.Base64.getEncoder()
                .encodeToString(("3MVG9.canary:" + SECRET).getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(Stream.of(SECRET, "x%22canary%2Fconsumer%2Bsecret%3D%26%C3%A9+one", "Basic " + basic)
                        .map(canaries::foundIn))
                .allMatch(found -> found.equals(List.of("consumer secret")));
        assertThat(canaries.foundIn("{\"password\":\"canary \\\"password\\\" & two\"}"))
                .containsExactly("password");
        assertThat(canaries.foundIn("Bearer " + org.orgId().substring(0, 15) + "!x"))
                .containsExactly("access token");
    }

    /** Without what REST Assured's client, which sends the secrets, writes of itself. */
    private static String ours(CapturedLog log) {
        return log.lines().stream()
                .filter(line -> !line.contains(" org.apache.http."))
                .collect(Collectors.joining("\n"));
    }

    private Canaries canaries() {
        String pem = TestKeys.pkcs8(PAIR);
        return new Canaries()
                .plant("consumer secret", SECRET)
                .plant("password", PASSWORD)
                .plant("security token", SECURITY_TOKEN)
                .plant("private key", pem.split("\n")[10])
                .plant("passphrase", PASSPHRASE)
                .plant("misplaced secret", MISPLACED)
                .plant("keyset", keyOf(ConfigProvider.getConfig().getValue("orgscribe.vault.keyset", String.class)))
                .plant(
                        "database password",
                        ConfigProvider.getConfig().getValue("quarkus.datasource.password", String.class))
                // How the sample org's tokens begin.
                .plantBeginning("access token", org.orgId().substring(0, 15) + "!")
                .plantBeginning("refresh token", "5Aep861");
    }

    private static String keyOf(String keyset) {
        return JsonReply.from(keyset).getString("keys[0].k");
    }

    private List<String> connections(Canaries canaries) throws Exception {
        Map<String, String> app = Map.of("clientId", "3MVG9.canary", "clientSecret", SECRET);
        List<String> all = new ArrayList<>();
        all.add(create("client_credentials", app));
        all.add(create(
                "password",
                with(
                        app,
                        Map.of(
                                "username",
                                org.settings().username(),
                                "password",
                                PASSWORD,
                                "securityToken",
                                SECURITY_TOKEN))));
        Map<String, String> key = TestKeys.hasOpenssl()
                ? Map.of(
                        "privateKey",
                        TestKeys.encrypted(PAIR, PASSPHRASE, "-v2", "aes-256-cbc"),
                        "privateKeyPassphrase",
                        PASSPHRASE)
                : Map.of("privateKey", TestKeys.pkcs8(PAIR));
        all.add(create(
                "jwt_bearer",
                with(
                        key,
                        Map.of(
                                "clientId",
                                "3MVG9.canary",
                                "username",
                                org.settings().username()))));
        String person = create("authorization_code", app);
        TestConsents.Sent sent = TestConsents.open(given(), person);
        String back = sent.back("allow");
        canaries.plant("code", back.replaceFirst(".*[?&]code=([^&]*).*", "$1"));
        keep("consent", TestConsents.comeBack(given(), sent.cookies(), back));
        all.add(person);
        return all;
    }

    private String create(String method, Map<String, String> auth) {
        Response created = given().contentType(JSON)
                .body(Map.of(
                        "name",
                        "canary " + UUID.randomUUID(),
                        "loginUrl",
                        org.url(),
                        "auth",
                        with(auth, Map.of("method", method))))
                .post(CONNECTIONS);
        keep("create " + method, created);
        return created.then().statusCode(201).extract().path("id");
    }

    private void changes(String connection) {
        String address = CONNECTIONS + "/" + connection;
        keep("read " + connection, given().get(address));
        keep("check " + connection, given().post(address + "/check"));
        keep("probe " + connection, given().post(address + "/probe"));
        String read = given().get(address).asString();
        keep("replace " + connection, given().contentType(JSON).body(read).put(address));
        keep(
                "patch " + connection,
                given().contentType(JSON)
                        .body(Map.of("auth", Map.of("clientId", "3MVG9.canary")))
                        .patch(address));
    }

    /** One that is right, used and revoked. Only the reply that makes it has it. */
    private void apiKeys(Canaries canaries) {
        Response made = given().contentType(JSON)
                .body(Map.of("name", "canary", "role", "operator"))
                .post("/api/v1/api-keys");
        String key = made.path("key");
        canaries.plant("API key", key);
        String id = made.path("id");
        keep("me with a key", withKey(key).get("/api/v1/me"));
        keep("refused to a key", withKey(key).get("/api/v1/api-keys"));
        keep("key in an address", given().get("/api/v1/me?key=" + key));
        keep("key in a cookie", given().cookie("key", key).get("/api/v1/me"));
        keep("key without bearer", given().header("Authorization", key).get("/api/v1/me"));
        keep("key revoked", given().delete("/api/v1/api-keys/" + id));
        keep("me with a revoked key", withKey(key).get("/api/v1/me"));
    }

    private static RequestSpecification withKey(String key) {
        return given().header("Authorization", "Bearer " + key);
    }

    /** Secrets in places that take none, and bodies that cannot be read. */
    private void misplaced(String connection) {
        String wrong = "{\"name\": \"x\", \"auth\": {\"clientSecret\": [\"" + MISPLACED + "\"]}}";
        List<String> bodies = List.of(
                wrong,
                wrong.substring(0, wrong.length() - 6),
                "{\"auth\": {\"method\": \"" + MISPLACED + "\"}}",
                "{\"auth\": {\"method\": \"client_credentials\", \"clientId\": \"x\", \"password\": \"" + MISPLACED
                        + "\"}}",
                "{\"auth\": {\"privateKey\": \"" + MISPLACED + "\"}}",
                "\"" + MISPLACED + "\"",
                MISPLACED);
        for (int i = 0; i < bodies.size(); i++) {
            String body = bodies.get(i);
            keep("misplaced in post " + i, given().contentType(JSON).body(body).post(CONNECTIONS));
            keep("misplaced in check " + i, given().contentType(JSON).body(body).post(CONNECTIONS + "/check"));
            keep("misplaced in put " + i, given().contentType(JSON).body(body).put(CONNECTIONS + "/" + connection));
            keep("misplaced in patch " + i, given().contentType(JSON).body(body).patch(CONNECTIONS + "/" + connection));
            keep(
                    "misplaced in run " + i,
                    given().contentType(JSON).body(body).post(CONNECTIONS + "/" + connection + "/runs"));
        }
        keep(
                "misplaced in callback",
                given().get("/api/v1/oauth/from_oauth/?state=" + MISPLACED + "&code=" + MISPLACED));
    }

    private void failures(List<String> connections) {
        for (LoginError error :
                List.of(LoginError.AUTHENTICATION_FAILURE, LoginError.INVALID_CLIENT, LoginError.IP_RESTRICTED)) {
            org.refuseLogins(Optional.of(error));
            connections.forEach(this::fail);
        }
        org.refuseLogins(Optional.empty());
        for (Fault fault : List.of(Fault.maintenance(), new Fault.Reset(0), new Fault.Truncated(50), Fault.html())) {
            org.faults().onPath("/oauth2/token", fault);
            connections.subList(0, 3).forEach(this::fail);
            org.faults().clear();
        }
        for (Fault fault : List.of(Fault.apiDisabled(), Fault.dailyLimit(), Fault.serverError(), Fault.html())) {
            org.faults().onPath("/services/data", fault);
            connections.forEach(this::fail);
            org.faults().clear();
        }
        // The last one, for its grant is dead afterwards.
        org.endApprovals();
        connections.forEach(this::fail);
    }

    private void fail(String connection) {
        org.expireTokens();
        String run = TestRuns.start(connection, Map.of());
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(30))
                .until(() -> !List.of("queued", "running")
                        .contains(TestRuns.read(run).getString("status")));
        keep("run " + run, given().get("/api/v1/runs/" + run));
        // Where the org's calls are used up it is paused, and would be in the next one's way.
        keep("end of run " + run, given().post("/api/v1/runs/" + run + "/cancel"));
        keep("failures of run " + run, given().get("/api/v1/runs/" + run + "/failures"));
        keep("events of run " + run, given().get("/api/v1/runs/" + run + "/events"));
    }

    /** Every GET that the service describes, and what it serves beside. */
    private void tour(String connection) {
        String run = given().get(CONNECTIONS + "/" + connection + "/runs").path("items[0].id");
        Map<String, Object> table =
                given().get(CONNECTIONS + "/" + connection + "/tables?limit=1").path("items[0]");
        String column = given().get("/api/v1/tables/" + table.get("id") + "/columns?limit=1")
                .path("items[0].id");
        JsonReply api = given().accept(JSON).get("/q/openapi?format=json").as(JsonReply.class);
        Map<String, Map<String, Object>> paths = api.getMap("paths");
        paths.forEach((path, operations) -> {
            if (operations.containsKey("get") && !path.endsWith("/authorize")) {
                String id = path.contains("/runs/")
                        ? run
                        : path.contains("/tables/")
                                ? (String) table.get("id")
                                : path.contains("/columns/") ? column : connection;
                keep("GET " + path, given().get(path.replace("{id}", id)));
            }
        });
        for (String path :
                List.of("/q/openapi", "/q/metrics", "/q/health", "/q/swagger-ui/", "/q/dev", "/q/info", "/")) {
            keep("GET " + path, given().get(path));
        }
    }

    private void keep(String name, Response response) {
        outputs.put(name, response.statusLine() + "\n" + response.headers() + "\n" + response.asString());
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> others) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(others);
        return all;
    }
}
